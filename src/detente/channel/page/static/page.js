// Says so where the page no longer hears from the program behind it: its deadlines would be out of date.
"use strict"
document.addEventListener("htmx:afterRequest", event => {
  const heard = event.detail.successful || event.detail.xhr.status === 422
  document.getElementById("lost").hidden = heard
})
