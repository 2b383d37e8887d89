// The search box as a combobox: suggestions while typing, and which result was opened.
// Without script the box is a plain form and results are plain links.

const WAIT = 160; // ms without a key before the shop is asked
const answers = new Map();

function setUp(form) {
  const input = form.elements.q;
  const list = document.createElement("div");
  const status = document.createElement("p");
  let options = [], active = -1, timer = 0, asked = null;

  list.id = "search-list";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.getAttribute("aria-label"));
  status.className = "vh";
  status.setAttribute("role", "status");
  form.append(list, status);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id], ["autocomplete", "off"]]) input.setAttribute(name, value);

  function close() {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function choose(place) {
    options[active]?.setAttribute("aria-selected", "false");
    active = place;
    const option = options[active];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function show(html) {
    choose(-1);
    list.innerHTML = html; // written by the shop, everything in it escaped
    options = [...list.querySelectorAll("[role=option]")];
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = options.length ? `${options.length} ${form.dataset.words}` : "";
  }

  async function ask() {
    const text = input.value.trim();
    if (answers.has(text)) return show(answers.get(text));
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ q: text })}`, { signal: asked.signal });
      if (!answer.ok) return close();
      answers.set(text, await answer.text());
      if (document.activeElement === input && input.value.trim() === text) show(answers.get(text));
    } catch {
      // Another key came, or the line is dead: the form still works.
    }
  }

  function askSoon() {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  }

  input.addEventListener("focus", () => {
    if (!document.querySelector(`link[href="${form.dataset.css}"]`)) {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = form.dataset.css;
      document.head.append(link);
    }
    if (!input.value) askSoon();
  });
  input.addEventListener("input", (event) => { if (!event.isComposing) askSoon(); });
  input.addEventListener("compositionend", askSoon);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return ask();
      const step = event.key === "ArrowDown" ? 1 : -1, places = options.length + 1;
      choose((active + 1 + step + places) % places - 1); // beyond both ends: the box
    } else if (event.key === "Enter" && options[active]) {
      event.preventDefault();
      options[active].click();
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
}

const form = document.querySelector("form.search[data-suggest]");
if (form) setUp(form);

document.addEventListener("click", (event) => {
  const found = event.target.closest?.("[data-found] .card");
  if (!found || !event.target.closest("a") || !form) return;
  const results = found.closest("[data-found]");
  const place = [...found.parentElement.children].indexOf(found) + Number(results.dataset.first);
  navigator.sendBeacon?.(form.dataset.opened, new URLSearchParams({ q: results.dataset.found, "vi-tri": place }));
});
