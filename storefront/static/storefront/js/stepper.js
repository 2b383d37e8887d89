// Plus and minus beside a quantity. The field alone works without this.

function bounds(input) {
  const { min = "0", max = "999" } = input.dataset;
  return [Number(min), Number(max)];
}

function refresh(stepper) {
  const input = stepper.querySelector("input");
  const [min, max] = bounds(input);
  const value = Number.parseInt(input.value, 10) || min;
  stepper.querySelector("[data-step='-1']").disabled = value <= min;
  stepper.querySelector("[data-step='1']").disabled = value >= max;
}

function refreshAll() {
  document.querySelectorAll("[data-stepper]").forEach(refresh);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  if (!button) return;
  const stepper = button.closest("[data-stepper]");
  const input = stepper.querySelector("input");
  const [min, max] = bounds(input);
  const value = Number.parseInt(input.value, 10) || 0;
  input.value = Math.min(max, Math.max(min, value + Number(button.dataset.step)));
  refresh(stepper);
  if (button.disabled) input.focus();
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

document.addEventListener("input", (event) => {
  const stepper = event.target.closest("[data-stepper]");
  if (stepper) refresh(stepper);
});

addEventListener("pageshow", refreshAll);
document.addEventListener("htmx:afterSettle", refreshAll);
refreshAll();
