"use strict";
// Looks up the chance of the goal in tables of exact values; between their stops there is nothing to see.
(() => {
  const form = document.getElementById("what-if-roadmap");
  const given = JSON.parse(document.getElementById("roadmap-values").textContent);
  const sliders = [...form.querySelectorAll("input.trust")];
  const block = form.querySelector("select");
  const delivery = form.querySelector("input.delivery");
  const show = (slider, text) => {
    slider.nextElementSibling.textContent = text;
    slider.setAttribute("aria-valuetext", text);
  };

  const trust = () => {
    const place = sliders.reduce((sofar, slider, pair) => sofar * given.trust[pair] + Number(slider.value), 0);
    for (const slider of sliders) show(slider, JSON.parse(slider.dataset.stops)[slider.value]);
    form.querySelector(".by-trust").textContent = `At best, the goal is reached with a chance of ${given.byTrust[place]}.`;
  };
  const deliver = () => {
    const { stops } = given.blocks[block.value];
    show(delivery, stops[delivery.value]);
    form.querySelector(".by-delivery").textContent =
      `At best, the goal is reached with a chance of ${given.byDelivery[block.value][delivery.value]}.`;
  };
  const choose = () => {
    const { stops, now } = given.blocks[block.value];
    delivery.max = stops.length - 1;
    delivery.value = now;
    deliver();
  };

  form.addEventListener("input", (event) => {
    if (event.target === block) choose();
    else if (event.target === delivery) deliver();
    else trust();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => (sliders.length && trust(), block && choose())));
  if (sliders.length) trust();
  if (block) choose();
  form.hidden = false;
})();
