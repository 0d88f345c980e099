import { early } from "./early";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import "slack-blocks-to-jsx/dist/style.css";
import "./style/page.css";
import "./style/top.css";
import "./style/sidebar.css";
import "./style/messages.css";
import "./style/blocks.css";
import "./style/dialogs.css";
import "./style/tour.css";
import "./style/behind.css";

const root = createRoot(document.getElementById("page")!);

// At once and in one go: there is nothing yet that drawing in pieces would keep usable.
void early.then(() => flushSync(() => root.render(<App />)));
