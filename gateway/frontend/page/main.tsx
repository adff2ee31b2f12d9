// The root of the page: puts the parts together, and holds the only effects at start.
import { render } from "preact";

import { languages } from "virtual:languages";

const page = document.getElementById("page");
if (page !== null) {
  render(<p>{Object.values(languages).map((each) => each.name).join(" · ")}</p>, page);
}
