// What the server tells the console before anybody signs in: how that is done, and what time it is there.
import { signal } from "@preact/signals";

export interface SignInConfig {
  issuer: string;
  authorizeUrl: string;
  tokenUrl: string;
  clientId: string;
  scope: string;
}

/** How people sign in; null: that is not set up; undefined: not known yet. */
export const signInConfig = signal<SignInConfig | null | undefined>(undefined);

let ahead = 0; // the server's clock before this machine's, in milliseconds

/** The moment by the service's clock, which a demo may have shifted. */
export const now = () => new Date(Date.now() + ahead);

export async function readConfig(): Promise<SignInConfig | null> {
  const response = await fetch("/console/config.json", { cache: "no-store" });
  if (!response.ok) throw new Error(`config.json: HTTP status ${response.status}`);
  const read = (await response.json()) as { signIn: SignInConfig | null; now: string };
  ahead = new Date(read.now).getTime() - Date.now();
  const here = (address: string) => new URL(address, location.href).href; // a demo's issuer has the console's own address
  signInConfig.value = read.signIn && {
    ...read.signIn,
    authorizeUrl: here(read.signIn.authorizeUrl),
    tokenUrl: here(read.signIn.tokenUrl),
  };
  return signInConfig.value;
}
