// What stands in for signing in with itsme or eID: the demo's citizens, and tokens for them.
import { send } from "./api";

export interface Citizen {
  insz: string;
  name: string;
  municipality: string;
  about: string;
}

/** The citizens of the demo. */
export const demoCitizens = async () => (await ask<{ citizens: Citizen[] }>("/dev/citizens")).citizens;

/** A token for a citizen of the demo. `acr`: how strongly to sign in, as the service asked for it. */
export async function demoToken(insz: string, acr?: string): Promise<string> {
  const body = JSON.stringify({ as: "citizen", insz, acr });
  return (await ask<{ access_token: string }>("/dev/token", { method: "POST", body })).access_token;
}

/** Another token for who is signed in already: the phone keeps no national number. */
export async function demoTokenAgain(name: string, acr: string): Promise<string | null> {
  const citizen = (await demoCitizens()).find((each) => each.name === name);
  return citizen ? demoToken(citizen.insz, acr) : null;
}

async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await send(path, init);
  return (await response.json()) as T;
}
