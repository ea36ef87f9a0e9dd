import { signInConfig } from "../config";
import { Note, Page } from "../parts";
import { ended, signIn } from "../signin";
import { signing } from "../texts/app";

/** What whoever is not signed in sees. */
export function SignIn() {
  const texts = signing.value;
  if (signInConfig.value === null) {
    return (
      <Page title={texts.missing}>
        <Note tone="warn">
          <p>{texts.missingText}</p>
        </Note>
      </Page>
    );
  }
  const why = ended.value;
  return (
    <div class="sign-in">
      <Page title={texts.title} lead={<p>{texts.lead}</p>}>
        {why && (
          <Note tone={why === "failed" ? "bad" : "info"} live>
            <p>{texts[why]}</p>
          </Note>
        )}
        <p>
          <button type="button" class="button main" onClick={() => void signIn()}>
            {texts.button}
          </button>
        </p>
      </Page>
    </div>
  );
}
