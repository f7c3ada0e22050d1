// Loads the page again when what it was made of has changed. Only on pages of a shop that dotnet watch runs.
let shown;
new EventSource('/dev/changes').addEventListener('message', ({ data }) => {
  if (shown !== undefined && shown !== data) {
    location.reload();
  }
  shown = data;
});
