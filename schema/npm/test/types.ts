// What an app team writes with the package: it must compile, and what is wrong must not.
import { OpenLetterDocument, type OpenLetterMutation, type TypedDocumentString } from "@burgerbode/schema";
import type { LetterKind } from "@burgerbode/schema/types";

declare function ask<R, V>(document: TypedDocumentString<R, V>, variables: V): Promise<R>;

export async function open(id: string): Promise<OpenLetterMutation> {
  // @ts-expect-error: an operation says what it takes
  await ask(OpenLetterDocument, { letter: id });
  return ask(OpenLetterDocument, { input: { id } });
}

// @ts-expect-error: there is no such kind
export const kind: LetterKind = "POSTCARD";
