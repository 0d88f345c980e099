import { early } from "./early";
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

void early.then(() => createRoot(document.getElementById("page")!).render(<App />));
