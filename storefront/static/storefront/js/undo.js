// After something was taken away, the focus goes to the way back.
// The part that offers it carries data-undo and the attribute tabindex="-1".

function focusUndo() {
  document.querySelector("[data-undo]")?.focus();
}

document.addEventListener("htmx:afterSettle", focusUndo);
focusUndo();
