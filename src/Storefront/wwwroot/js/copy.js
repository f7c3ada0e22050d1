// Buttons that copy a text. Where the browser lets no page copy they stay hidden, and the text is selected with one click.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const said = document.querySelector(`[data-copy-said="${button.dataset.copy}"]`);
      try {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
        said.textContent = "Copied.";
      } catch {
        said.textContent = "The browser did not allow it. Click on the text, and copy it by hand.";
      }
    });
  }
}
