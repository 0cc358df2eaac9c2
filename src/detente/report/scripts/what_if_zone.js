"use strict";
// Counts anew what can be signed when floors are moved, and red lines and demands lifted: in whole numbers.
(() => {
  const form = document.getElementById("what-if-zone");
  const given = JSON.parse(document.getElementById("zone-values").textContent);
  const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const rows = given.packages;
  const chosen = bytesOf(given.chosen);
  const numbers = new (given.wide ? Float64Array : Int32Array)(bytesOf(given.values).buffer);
  const crossed = given.crossed.map(bytesOf);
  const value = (column, row) => numbers[column * rows + row];
  const crosses = (line, row) => (crossed[line][row >> 3] >> (7 - (row & 7))) & 1;

  const signable = (floors, lines) => {
    const found = [];
    for (let row = 0; row < rows; row += 1) {
      const accepted =
        given.limits.every(({ column, times }, place) => value(column, row) * times >= floors[place]) &&
        lines.every((line) => !crosses(line, row));
      if (accepted) found.push(row);
    }
    return found;
  };

  const gainsOf = (floors, row) =>
    given.signatories.map(({ column, times, parts, less }) =>
      parts.reduce((gain, [limit, part]) => gain - part * floors[limit], value(column, row) * times - less),
    );

  // Nash's solution: the greatest product of gains, over the largest sets that can gain together; all ties.
  const best = (floors, found) => {
    const groups = new Map();
    let most = 0;
    for (const row of found) {
      const gains = gainsOf(floors, row);
      if (gains.some((gain) => gain < 0)) continue;
      const size = gains.filter((gain) => gain > 0).length;
      if (size < most) continue;
      if (size > most) groups.clear();
      most = size;
      const who = gains.map((gain) => (gain > 0 ? 1 : 0)).join("");
      const product = gains.reduce((sofar, gain) => (gain > 0 ? sofar * BigInt(gain) : sofar), 1n);
      const known = groups.get(who);
      if (!known || product > known.product) groups.set(who, { product, rows: [row] });
      else if (product === known.product) known.rows.push(row);
    }
    return [...groups.values()].flatMap((group) => group.rows).sort((one, other) => one - other);
  };

  const said = (number) => number.toLocaleString("en-GB", { maximumFractionDigits: 2 });
  const packageOf = (row) =>
    given.issues
      .map(({ name, options, today }, place) => [name, options[chosen[place * rows + row]], chosen[place * rows + row] !== today])
      .filter(([, , changed]) => changed)
      .map(([name, option]) => `${name}: ${option}`)
      .join("; ") || "everything as it is today";

  const sliders = [...form.querySelectorAll("input[type=range]")];
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const answer = () => {
    const floors = sliders.map((slider) => Number(slider.value));
    const lines = boxes.flatMap((box, place) => (box.checked ? [place] : []));
    const found = signable(floors, lines);
    const picked = best(floors, found);
    form.querySelector(".count").textContent =
      `${said(found.length)} of ${said(rows)} packages can be signed.`;
    const gains = picked.length ? gainsOf(floors, picked[0]) : [];
    const shares = given.signatories.map(({ name, points }, place) => `${name} ${said(gains[place] * points)}`);
    form.querySelector(".best").textContent = picked.length
      ? `Nash’s solution picks ${picked.length > 1 ? `${said(picked.length)} packages that tie, the first of them` : "one"}: ` +
        `${packageOf(picked[0])}. Gains over no agreement, in points: ${shares.join(", ")}.`
      : "There is nothing for Nash’s solution to pick.";
    form.dataset.best = picked.join(" ");
  };

  let waiting = 0;
  const moved = (slider) => {
    const points = said(Number(slider.value) * Number(slider.dataset.points));
    slider.nextElementSibling.textContent = points;
    slider.setAttribute("aria-valuetext", `${points} points`);
  };
  const change = () => {
    clearTimeout(waiting);
    waiting = setTimeout(answer, 100);
  };
  form.addEventListener("input", (event) => {
    if (event.target.type === "range") moved(event.target);
    change();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => (sliders.forEach(moved), answer())));
  sliders.forEach(moved);
  answer();
  form.hidden = false;
})();
