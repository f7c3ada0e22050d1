// On the page with a provider's script, the default policy of Trusted Types: of all that a text could become there, only the
// address of a script of the provider's own hosts is let through. It runs before that script: no module, and deferred like it.
{
  const hosts = document.currentScript.dataset.hosts.split(" ");
  const isOf = (origin, host) => host.includes("*") ? origin.startsWith("https://") && origin.endsWith(host.slice(host.indexOf("*") + 1)) : origin === host;
  window.trustedTypes?.createPolicy("default", {
    createScriptURL: address => hosts.some(host => isOf(new URL(address, document.baseURI).origin, host)) ? address : null,
  });
}
