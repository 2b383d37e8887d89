// After something was taken away, the focus goes to the way back.
// components/alert.html marks the link with data-undo.

function focusUndo() {
  document.querySelector("[data-undo]")?.focus();
}

document.addEventListener("htmx:afterSettle", focusUndo);
focusUndo();
