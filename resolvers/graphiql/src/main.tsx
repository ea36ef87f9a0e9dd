import { GraphiQL } from "graphiql";
import "graphiql/graphiql.css";
import { useMemo, useRef } from "react";
import { createRoot } from "react-dom/client";
import { fetcherFor } from "./fetcher";
import { SignIn } from "./signin";
import "./page.css";

const example = `# Who asks is chosen above; the triangle runs it.
# The contract is behind the book on the left.
# A token of your own goes under Headers.

query FirstPage {
  viewer {
    counts {
      unread
    }
    feed(first: 5) {
      nodes {
        __typename
        ... on Letter {
          id
          subject
          receivedAt
          sender {
            name
          }
        }
        ... on Dossier {
          id
          title
          changedAt
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
`;

function Page() {
  const token = useRef<string | undefined>(undefined);
  const fetcher = useMemo(() => fetcherFor(() => token.current), []);
  return (
    <>
      <header>
        <h1>Burgerbode</h1>
        <SignIn
          onToken={(given) => {
            token.current = given;
          }}
        />
      </header>
      <main>
        <GraphiQL fetcher={fetcher} defaultQuery={example} defaultEditorToolsVisibility="headers" />
      </main>
    </>
  );
}

const place = document.getElementById("page");
if (place) createRoot(place).render(<Page />);
