"use strict";
// Saves the pictures of the page and their numbers: each as it stands in the page, for use elsewhere.
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const FINENESS = 2;
  const colours = JSON.parse(document.getElementById("chart-colours").textContent);

  const added = (parent, tag, attributes, text) => {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    parent.prepend(element);
  };

  // The page gives colours by name, so that they follow it into the dark. Elsewhere nobody knows these names.
  const drawingOf = (figure) => {
    const drawing = figure.querySelector(".wide svg").cloneNode(true);
    for (const element of [drawing, ...drawing.querySelectorAll("*")]) {
      for (const { name, value } of [...element.attributes]) {
        const named = /^var\(--(.+)\)$/.exec(value);
        if (named) element.setAttribute(name, colours[named[1]]);
      }
    }
    const [left, top, width, height] = drawing.getAttribute("viewBox").split(/[ ,]+/).map(Number);
    drawing.setAttribute("width", width);
    drawing.setAttribute("height", height);
    drawing.setAttribute("font-family", "system-ui, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif");
    drawing.setAttribute("role", "img");
    added(drawing, "rect", { x: left, y: top, width, height, fill: colours.paper }, "");
    // What colours and marks mean stands below the picture, and goes with it.
    const note = figure.querySelector(":scope > .note");
    const shows = figure.querySelector(".drawing").getAttribute("aria-label");
    added(drawing, "desc", {}, note ? `${shows} ${note.textContent}` : shows);
    added(drawing, "title", {}, figure.querySelector("figcaption").textContent);
    return { text: new XMLSerializer().serializeToString(drawing), width, height };
  };

  const cellOf = (cell) => {
    const text = cell.textContent.trim().replace(/\s+/g, " ");
    const bare = cell.matches(".number") && /^[-+]?\d{1,3}(,\d{3})*(\.\d+)?$/.test(text) ? text.replaceAll(",", "") : text;
    return /[",\n]/.test(bare) ? `"${bare.replaceAll('"', '""')}"` : bare;
  };

  const tableOf = (figure) =>
    [...figure.querySelector("details table").rows]
      .map((row) => `${[...row.cells].map(cellOf).join(",")}\r\n`)
      .join("");

  const pixelsOf = ({ text, width, height }) =>
    new Promise((settled, failed) => {
      const image = new Image();
      image.onerror = failed;
      image.onload = () => {
        const canvas = document.createElement("canvas");
        canvas.width = Math.ceil(width * FINENESS);
        canvas.height = Math.ceil(height * FINENESS);
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob((blob) => (blob ? settled(blob) : failed(new Error("The picture is too large."))), "image/png");
      };
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    });

  const MADE = {
    png: (figure) => pixelsOf(drawingOf(figure)),
    svg: async (figure) => new Blob([drawingOf(figure).text], { type: "image/svg+xml" }),
    // The mark at the beginning tells spreadsheets that letters are written in UTF-8.
    csv: async (figure) => new Blob(["\ufeff", tableOf(figure)], { type: "text/csv" }),
  };

  const save = async (figure, kind) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await MADE[kind](figure));
    link.download = `${document.body.dataset.file}-${figure.id.replace(/^figure-/, "")}.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  for (const row of document.querySelectorAll(".save")) {
    row.hidden = false;
    for (const button of row.querySelectorAll("button")) {
      button.addEventListener("click", () => save(row.closest("figure"), button.dataset.kind));
    }
  }
})();
