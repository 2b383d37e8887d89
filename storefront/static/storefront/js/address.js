// Turns <select data-search-url> for the commune into a field with suggestions.
// The select stays in the form and carries the chosen code; without script, or when
// the line fails, it is used as it is.

const DELAY = 200; // ms between the last key and the question

class CommuneBox {
  constructor(select) {
    this.select = select;
    this.province = document.querySelector(select.dataset.province || "select[name$=province]");
    this.active = -1;
    this.options = [];
    this.build();
    this.listen();
  }

  build() {
    const { select } = this;
    const id = select.id || select.name;
    this.input = document.createElement("input");
    Object.assign(this.input, { type: "text", autocomplete: "off", value: this.chosenName() });
    this.list = document.createElement("ul");
    Object.assign(this.list, { id: `${id}_list`, className: "listbox", hidden: true });
    this.list.setAttribute("role", "listbox");
    const label = document.querySelector(`label[for="${id}"]`);
    this.list.setAttribute("aria-label", label?.textContent.trim() || select.name);
    const attributes = {
      role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": this.list.id,
    };
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (select.hasAttribute(name)) attributes[name] = select.getAttribute(name);
    }
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    this.input.required = select.required;
    select.required = false;
    select.id = `${id}_code`;
    this.input.id = id;
    select.hidden = true;
    select.after(this.input, this.list);
  }

  listen() {
    this.input.addEventListener("input", () => {
      this.choose("", this.input.value);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), DELAY);
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("focus", () => { if (!this.select.value) this.ask(); });
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[data-code]");
      if (option) this.take(option);
    });
    this.province?.addEventListener("change", () => this.choose("", ""));
  }

  async ask() {
    this.question?.abort();
    this.question = new AbortController();
    const url = new URL(this.select.dataset.searchUrl, location.href);
    url.searchParams.set("province", this.province?.value ?? "");
    url.searchParams.set("q", this.input.value.trim());
    try {
      const answer = await fetch(url, { signal: this.question.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      this.show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") this.giveUp();
    }
  }

  show(html) {
    if (document.activeElement !== this.input) return;
    this.list.innerHTML = html;
    this.options = [...this.list.querySelectorAll("[data-code]")];
    this.options.forEach((option, index) => { option.id = `${this.list.id}_${index}`; });
    this.list.hidden = !this.list.children.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.point(-1);
  }

  key(event) {
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) this.ask();
      else this.point(key === "ArrowDown" ? this.active + 1 : this.active - 1 < 0 ? -2 : this.active - 1);
    } else if (key === "Enter" && !this.list.hidden) {
      event.preventDefault();
      const option = this.options[Math.max(this.active, 0)];
      if (option) this.take(option);
    } else if (key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    }
  }

  point(index) {
    const count = this.options.length;
    this.active = count && index >= -1 ? index % count : count - 1;
    this.options.forEach((option, at) => option.setAttribute("aria-selected", String(at === this.active)));
    const option = this.options[this.active];
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  take(option) {
    this.choose(option.dataset.code, option.dataset.name || option.textContent.trim());
    this.close();
  }

  choose(code, name) {
    const { select } = this;
    if (code && ![...select.options].some((option) => option.value === code)) {
      select.add(new Option(name, code));
    }
    const before = select.value;
    select.value = code;
    if (select.value !== code) select.selectedIndex = -1;
    if (this.input.value !== name) this.input.value = name;
    const unchosen = name && !code;
    this.input.setCustomValidity(unchosen ? select.dataset.unchosen || "Anh chị chọn một dòng trong danh sách." : "");
    if (before !== select.value) select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  chosenName() {
    const { selectedOptions: [option] } = this.select;
    return option?.value ? option.textContent.trim() : "";
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.point(-1);
  }

  giveUp() {
    const { select, input } = this;
    select.id = input.id;
    select.required = input.required;
    select.hidden = false;
    input.remove();
    this.list.remove();
    select.focus();
  }
}

function enhance() {
  for (const select of document.querySelectorAll("select[data-search-url]:not([data-enhanced])")) {
    select.dataset.enhanced = "1";
    new CommuneBox(select);
  }
}

document.addEventListener("htmx:afterSettle", enhance);
enhance();
