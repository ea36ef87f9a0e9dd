import { render } from "preact";
import { App } from "./app";
import { startLanguage } from "./language";
import { startRouter } from "./router";
import { startSignIn } from "./signin";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/parts.css";
import "./styles/forms.css";
import "./styles/phones.css";
import "./styles/editor.css";
import "./styles/pages.css";

startLanguage();
startRouter();
void startSignIn();
const root = document.getElementById("app");
if (root) render(<App />, root);
