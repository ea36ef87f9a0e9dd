// Signing in: OpenID Connect's authorization code flow with PKCE. The token lives in this tab's session storage and is
// never renewed in the background: when it has ended, the person signs in again.
import { signal } from "@preact/signals";
import { type User, UserManager, WebStorageStateStore } from "oidc-client-ts";
import { readConfig, type SignInConfig } from "./config";
import { go, path } from "./router";

export interface Session {
  name: string;
  token: string;
}

/** Who is signed in; null for nobody; undefined while that is not known. */
export const session = signal<Session | null | undefined>(undefined);
/** Why the sign-in page is shown. */
export const ended = signal<"" | "expired" | "failed" | "signed-out">("");

const CALLBACK = "/signed-in";
let manager: UserManager | null = null;

/** Reads how to sign in, takes in who comes back from the issuer, and finds who was signed in before a reload. */
export async function startSignIn(): Promise<void> {
  try {
    const config = await readConfig();
    if (!config) {
      session.value = null;
      return;
    }
    manager = newManager(config);
    manager.events.addAccessTokenExpired(() => void expire());
    if (path.value === CALLBACK) {
      await comeBack(manager);
      return;
    }
    const wished = hint();
    if (wished) return await signIn(wished);
    const user = await manager.getUser();
    if (user?.expired) return await expire();
    take(user);
  } catch {
    ended.value = "failed";
    session.value = null;
  }
}

/** Whom a demo's link wants to sign in, such as "author:OVO002067": the issuer then asks nothing. */
const hint = () => new URLSearchParams(location.search).get("as");

/** Goes to the issuer; it comes back to where the person was. hint names whom a demo may choose. */
export async function signIn(hint?: string): Promise<void> {
  const to = path.value === CALLBACK ? "/" : path.value;
  await manager?.signinRedirect({ state: to, login_hint: hint });
}

/** Forgets the token, and what the person did not save with it. */
export async function signOut(why: "expired" | "signed-out" = "signed-out"): Promise<void> {
  ended.value = why;
  session.value = null;
  await manager?.removeUser();
}

/** The token has ended, or was refused. */
export const expire = () => signOut("expired");

function newManager(config: SignInConfig): UserManager {
  const home = `${location.origin}/console`;
  return new UserManager({
    authority: config.issuer,
    metadata: {
      issuer: config.issuer,
      authorization_endpoint: config.authorizeUrl,
      token_endpoint: config.tokenUrl,
    },
    client_id: config.clientId,
    redirect_uri: home + CALLBACK,
    response_type: "code",
    scope: config.scope,
    automaticSilentRenew: false,
    monitorSession: false,
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
  });
}

async function comeBack(from: UserManager): Promise<void> {
  try {
    const user = await from.signinRedirectCallback();
    go(typeof user.state === "string" ? user.state : "/", true);
    take(user);
  } catch {
    go("/", true);
    ended.value = "failed";
    session.value = null;
  }
}

function take(user: User | null): void {
  session.value = user ? { name: user.profile.name ?? "", token: user.access_token } : null;
  if (user) ended.value = "";
}
