/** Starts the client: first the secret leaves the address bar, then words, then the page. */

import { router, session } from "./torg.ts";

import "./ui/tokens.css";
import "./ui/base.css";

import { mount } from "svelte";

import App from "./App.svelte";
import { languageOf } from "./router.svelte.ts";
import { keptAppearance, wear } from "./ui/appearance.ts";
import { speak, speakFirst } from "./words.svelte.ts";

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");

wear(keptAppearance(localStorage), localStorage, document.documentElement);
void session.open();
const said = languageOf(location.pathname);
await (said ? speak(said) : speakFirst());
// What the server has drawn for who has no JavaScript.
target.replaceChildren();
mount(App, { target });

const { attend } = await import("./live/attend.svelte.ts");
attend(session, router.go);
