// A link with data-sheet="id" opens that part of the page as a sheet from below.
// Without script it leads to the page named by its href.

function sheetFor(part, words) {
  if (part instanceof HTMLDialogElement) return part;
  const place = document.createComment("");
  part.replaceWith(place);
  const sheet = document.createElement("dialog");
  sheet.className = "sheet full";
  sheet.setAttribute("aria-label", words);
  const head = document.createElement("div");
  head.className = "sheet-head";
  head.innerHTML = '<span></span><button type="button" class="close" data-close>×</button>';
  sheet.append(head, part);
  document.body.append(sheet);
  sheet.addEventListener("close", () => {
    place.replaceWith(part);
    sheet.remove();
  });
  return sheet;
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-sheet]");
  const part = opener && document.getElementById(opener.dataset.sheet);
  if (part) {
    event.preventDefault();
    const sheet = sheetFor(part, opener.textContent.trim());
    sheet.querySelector("[data-close]")?.setAttribute("aria-label", opener.dataset.closeWords || "Đóng");
    sheet.showModal();
    sheet.addEventListener("close", () => opener.focus(), { once: true });
    return;
  }
  if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
  // A press beside the sheet lands on the dialog itself.
  else if (event.target.matches?.("dialog[open]")) {
    const box = event.target.getBoundingClientRect();
    if (event.clientY < box.top || event.clientY > box.bottom || event.clientX < box.left || event.clientX > box.right) event.target.close();
  }
});
