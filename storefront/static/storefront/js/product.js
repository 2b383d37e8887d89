// Product page: gallery thumbs, and price and state of the chosen variant.

for (const gallery of document.querySelectorAll("[data-gallery]")) {
  const thumbs = [...gallery.querySelectorAll(".thumbs a")];
  const slides = gallery.querySelector("ul");

  const show = (current) => {
    for (const thumb of thumbs) {
      if (thumb === current) thumb.setAttribute("aria-current", "true");
      else thumb.removeAttribute("aria-current");
    }
  };
  thumbs.forEach((thumb, index) => {
    thumb.addEventListener("click", (event) => {
      event.preventDefault();
      slides.scrollTo({ left: index * slides.clientWidth });
      show(thumb);
    });
  });
  slides.addEventListener("scrollend", () => {
    show(thumbs[Math.round(slides.scrollLeft / slides.clientWidth)]);
  });
}

function showPrice(price, { price: now, listPrice }) {
  price.querySelector("b").textContent = now;
  const old = price.querySelector("s");
  if (!old) return;
  old.hidden = !listPrice;
  old.lastChild.textContent = listPrice;
}

function showState(state, data) {
  state.className = `state s-${data.state}`;
  const use = state.querySelector("use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#state-${data.state}`));
  state.lastChild.textContent = data.stateText;
}

document.addEventListener("change", (event) => {
  const choice = event.target;
  const product = choice.closest("[data-product]");
  if (!product || !choice.dataset.state) return;
  const price = product.querySelector("[data-live=price] .price");
  if (price?.querySelector("b") && choice.dataset.price) showPrice(price, choice.dataset);
  const state = product.querySelector("[data-live=state] .state");
  if (state) showState(state, choice.dataset);
});
