/* Passkeys and security keys: joins the buttons of our pages to what allauth does in the browser, and
   says in words when it did not work. */
(function () {
  "use strict";

  const forms = window.allauth && window.allauth.webauthn && window.allauth.webauthn.forms;

  /* <div data-passkey="login|add|authenticate" data-button="id" data-credential="id" data-options="id"> */
  function start(place) {
    const { passkey, button, credential, options, passwordless } = place.dataset;
    const ids = { credential };
    if (options) ids.data = options;
    if (passwordless) ids.passwordless = passwordless;
    if (passkey === "login") forms.loginForm({ ids: { ...ids, login: button } });
    if (passkey === "add") forms.addForm({ ids: { ...ids, add: button } });
    if (passkey === "signup") forms.signupForm({ ids: { ...ids, signup: button } });
    if (passkey === "authenticate") forms.authenticateForm({ ids: { ...ids, authenticate: button } });
  }

  function unavailable(place) {
    const button = document.getElementById(place.dataset.button);
    if (button) button.hidden = true;
    say(place, place.dataset.missing);
  }

  function say(place, message) {
    const spoken = place.querySelector("[role=alert]");
    if (!spoken || !message) return;
    spoken.textContent = message;
    spoken.hidden = false;
  }

  const places = document.querySelectorAll("[data-passkey]");
  for (const place of places) {
    if (forms && window.PublicKeyCredential) start(place);
    else unavailable(place);
  }

  // Someone who closes the browser's own dialogue has made no mistake: the console stays clean.
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    for (const place of places) say(place, place.dataset.failed);
  });
})();
