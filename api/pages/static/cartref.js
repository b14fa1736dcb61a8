// Small enhancements; everything works without them.
import {
  Button,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  Checkboxes,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "./govuk-frontend.min.js";

const PARTS = [
  Button, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation,
  SkipLink,
];

document.body.classList.add("js-enabled", "govuk-frontend-supported");
const enhance = (scope) => PARTS.forEach((part) => createAll(part, undefined, { scope }));
enhance(document);
// What htmx puts into the page later.
document.body.addEventListener("htmx:afterSwap", (event) => enhance(event.detail.target));
