// Keeps the app itself, so that it starts without a connection. It never keeps an answer of the API: what a citizen may
// see offline is kept by the app (src/keep.ts), which clears it on signing out.
const CACHE = "burgerbode-app";
const HOME = "/phone/";

self.addEventListener("install", (event) => {
  event.waitUntil(keepApp().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || !url.pathname.startsWith(HOME)) return;
  if (request.mode === "navigate") {
    event.respondWith(page(request));
  } else {
    event.respondWith(file(request));
  }
});

// A page is always the newest when there is a connection: it names the files that belong to it.
async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await keepApp(answer.clone());
    return answer;
  } catch {
    return (await caches.match(HOME)) ?? Response.error();
  }
}

// A file's name holds a hash of its content, so that one that is kept is never out of date, and is the same for whoever asks.
async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

// Keeps the page with every file that it names, and drops the files of an earlier version.
async function keepApp(answer) {
  const html = await (answer ?? (await fetch(HOME, { cache: "no-cache" }))).text();
  const wanted = [...html.matchAll(/(?:src|href)="(\/phone\/[^"]+)"/g)].map((match) => match[1]);
  const cache = await caches.open(CACHE);
  const kept = (await cache.keys()).map((request) => new URL(request.url).pathname);
  await cache.addAll(wanted.filter((path) => !kept.includes(path)));
  await cache.put(HOME, new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8" } }));
  const old = kept.filter((path) => path !== HOME && !wanted.includes(path));
  await Promise.all(old.map((path) => cache.delete(path)));
}
