// Which page is shown: the path below /console decides, once somebody is signed in and known at the desk.
import { useEffect } from "preact/hooks";
import { signInConfig } from "./config";
import { desk, deskError, leaveDesk, readDesk } from "./desk";
import { Layout } from "./layout";
import { Approve } from "./pages/Approve";
import { Audit } from "./pages/Audit";
import { Calendar } from "./pages/Calendar";
import { Editor } from "./pages/Editor";
import { List } from "./pages/List";
import { Report } from "./pages/Report";
import { Run } from "./pages/Run";
import { SignIn } from "./pages/SignIn";
import { Switch } from "./pages/Switch";
import { Failure, Loading, Note, Page } from "./parts";
import { link, path } from "./router";
import { session } from "./signin";
import { app, signing } from "./texts/app";

export function App() {
  const token = session.value?.token;
  useEffect(() => {
    leaveDesk();
    if (token) void readDesk();
  }, [token]);
  return (
    <Layout>
      <Inside />
    </Layout>
  );
}

function Inside() {
  const error = deskError.value;
  if (session.value === undefined && signInConfig.value !== null) return <Loading />;
  if (!session.value) return <SignIn />;
  if (error?.code === "FORBIDDEN") {
    return (
      <Page title={signing.value.notYours}>
        <Note tone="warn">
          <p>{signing.value.notYoursText}</p>
        </Note>
      </Page>
    );
  }
  if (error) return <Failure error={error} retry={() => void readDesk()} />;
  if (!desk.value) return <Loading />;
  return <Pages />;
}

/**
 * The pages and their addresses:
 *   /                          the campaigns
 *   /campaigns/new             a new one, from a template
 *   /campaigns/ID              how it goes (Run), whatever its state
 *   /campaigns/ID/edit         the editor, for authors
 *   /campaigns/ID/approve      what an approver sees and decides
 *   /campaigns/ID/report       what it came to
 *   /calendar, /switch, /audit
 */
function Pages() {
  const here = path.value;
  const [, room = "", id = "", what = ""] = here.split("/").map(decodeURIComponent);
  if (room === "" && id === "") return <List key="list" />;
  if (room === "calendar") return <Calendar key="calendar" />;
  if (room === "switch") return <Switch key="switch" />;
  if (room === "audit") return <Audit key="audit" />;
  if (room === "campaigns" && id === "new") return <Editor key="new" />;
  if (room === "campaigns" && id !== "") {
    if (what === "") return <Run key={here} id={id} />;
    if (what === "edit") return <Editor key={here} id={id} />;
    if (what === "approve") return <Approve key={here} id={id} />;
    if (what === "report") return <Report key={here} id={id} />;
  }
  return (
    <Page title={app.value.notFound}>
      <p>{app.value.notFoundText}</p>
      <p>
        <a href={link("/")}>{app.value.back}</a>
      </p>
    </Page>
  );
}
