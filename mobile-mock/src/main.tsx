import { render } from "preact";
import { startAccount } from "./account";
import { App } from "./app";
import { startRouter } from "./router";
import "./styles/base.css";
import "./styles/stage.css";
import "./styles/lock.css";
import "./styles/parts.css";
import "./styles/screens.css";
import "./styles/forms.css";
import "./styles/papers.css";

startRouter();
startAccount();
const root = document.getElementById("app");
if (root) render(<App />, root);
if ("serviceWorker" in navigator && import.meta.env.PROD) {
  void navigator.serviceWorker.register("/phone/sw.js", { scope: "/phone/" });
}
