// On every page: buttons that answer one press only, and sharing.

const PATIENCE = 20000; // ms; on a dead line the button comes back by itself

function mark(button) {
  if (!button) return;
  button.dataset.pressed = "1";
  button.setAttribute("aria-busy", "true");
  if (button.dataset.busyText && !button.dataset.words) {
    button.dataset.words = button.textContent;
    button.textContent = button.dataset.busyText;
  }
}

function release() {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[data-pressed]")) {
    button.removeAttribute("aria-busy");
    delete button.dataset.pressed;
    if (button.dataset.words) button.textContent = button.dataset.words;
    delete button.dataset.words;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.target || form.dataset.guard === "off") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  mark(event.submitter);
  setTimeout(release, PATIENCE);
});
// A page taken back from memory still carries its busy buttons.
addEventListener("pageshow", release);

document.addEventListener("htmx:beforeRequest", (event) => {
  mark(event.detail.requestConfig?.triggeringEvent?.submitter);
});
document.addEventListener("htmx:afterRequest", release);

const canShare = "share" in navigator;
if (canShare || navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-share]")) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-share], [data-copy]");
  if (!button) return;
  const url = new URL(button.dataset.share || location.href, location.href).href;
  try {
    if (canShare && !("copy" in button.dataset)) {
      await navigator.share({ title: document.title, url });
      return;
    }
    await navigator.clipboard.writeText(button.dataset.copy || url);
    const words = button.lastChild;
    const before = words.textContent;
    words.textContent = button.dataset.done || "Đã chép";
    setTimeout(() => { words.textContent = before; }, 3000);
  } catch {
    // The visitor closed the share sheet, or the browser refuses: nothing to undo.
  }
});
