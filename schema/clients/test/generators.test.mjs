// Kotlin and Swift teams hand schema/npm/schema.graphql and mobile-mock/operations to Apollo's generators. What of those runs
// on Node is run: the generator of Apollo iOS 0.x. Of the later ones, which are Swift and Kotlin programs, the rules are
// checked that their sources and documents name.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { buildSchema, GraphQLError, Kind, parse, Source, specifiedRules, validate } from "graphql";

const here = new URL("../", import.meta.url).pathname;
const files = new URL("../../../mobile-mock/operations/", import.meta.url).pathname;
const sdl = new URL("../../npm/schema.graphql", import.meta.url).pathname;
const schema = buildSchema(readFileSync(sdl, "utf8"));
const sources = readdirSync(files).map((name) => new Source(readFileSync(files + name, "utf8"), name));
const document = { kind: Kind.DOCUMENT, definitions: sources.flatMap((source) => parse(source).definitions) };
const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith("__"));
const enums = types.filter((type) => type.astNode?.kind === Kind.ENUM_TYPE_DEFINITION);

const refuse = (context, message, node) => context.reportError(new GraphQLError(message, { nodes: node }));

test("Apollo's generator of Swift takes the schema and every operation", () => {
  const swift = execFileSync("node", ["generators/generate-swift.cjs", sdl, files], {
    cwd: here,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  for (const { name, operation } of operations) {
    const kind = operation[0].toUpperCase() + operation.slice(1);
    const suffix = name.value.endsWith(kind) ? "" : kind;
    assert.ok(swift.includes(`public final class ${name.value}${suffix}: GraphQL${kind}`), name.value);
  }
  assert.ok(swift.includes("case __unknown(RawValue)"), "enums leave room for what a later release adds");
});

/** What Apollo iOS's compiler refuses beyond the specification. */
function apolloIOS(context) {
  const fields = ["__data", "fragments", "_", "burgerbode"];
  const variables = ["self", "_", "burgerbode"];
  return {
    OperationDefinition: (node) => void (node.name || refuse(context, "an operation without a name", node)),
    VariableDefinition(node) {
      if (variables.includes(node.variable.name.value))
        refuse(context, "a variable's name that Swift cannot have", node);
    },
    Field(node) {
      const name = (node.alias ?? node.name).value;
      if (node.alias?.value === "__typename") refuse(context, "__typename is Apollo's own", node);
      if (fields.includes(name)) refuse(context, "a field's name that Apollo needs", node);
    },
  };
}

/** What Apollo Kotlin's compiler refuses beyond the specification, or cannot make classes of. */
function apolloKotlin(context) {
  return {
    InlineFragment: (node) => void (node.typeCondition || refuse(context, "an inline fragment without a type", node)),
    FragmentSpread(node) {
      const conditional = node.directives?.some(({ name }) => ["include", "skip"].includes(name.value));
      if (conditional) refuse(context, "a fragment with @include or @skip", node);
    },
    Field(node) {
      const name = (node.alias ?? node.name).value;
      if (/^[A-Z]/.test(name)) refuse(context, "a field that begins with a capital", node);
    },
  };
}

test("the operations keep to the rules of Apollo iOS and Apollo Kotlin", () => {
  assert.ok(operations.length > 20);
  assert.deepEqual(validate(schema, document, [...specifiedRules, apolloIOS, apolloKotlin]), []);
});

test("those rules see what they are for", () => {
  for (const wrong of [
    "{ viewer { id } }",
    "query A { viewer { __typename: id } }",
    "query A { viewer { fragments: id } }",
    "query A($self: ID!) { node(id: $self) { id } }",
    "query A { viewer { ... { id } } }",
    "query A($x: Boolean!) { viewer { ...B @include(if: $x) } } fragment B on Viewer { id }",
    "query A { viewer { Id: id } }",
  ]) {
    assert.equal(validate(schema, parse(wrong), [...specifiedRules, apolloIOS, apolloKotlin]).length, 1, wrong);
  }
});

test("no two names become one file or class", () => {
  const names = document.definitions.map(
    ({ name, kind }) => `${kind === Kind.FRAGMENT_DEFINITION ? "f" : "o"} ${name.value.toLowerCase()}`,
  );
  assert.equal(new Set(names).size, names.length, "two operations or fragments differ in their capitals alone");
  const typeNames = types.map(({ name }) => name.toLowerCase());
  assert.equal(new Set(typeNames).size, typeNames.length, "two types differ in their capitals alone");
  for (const type of enums) {
    const values = type.getValues().map(({ name }) => name.toLowerCase().replaceAll("_", ""));
    assert.equal(new Set(values).size, values.length, `${type.name}: two values become one case in Swift`);
    for (const { name } of type.getValues()) {
      assert.match(name, /^[A-Z][A-Z0-9_]*$/, `${type.name}: every generator knows how to write such a name`);
      assert.ok(
        !["TYPE", "UNKNOWN__", "__UNKNOWN"].includes(name),
        `${type.name}.${name}: Apollo Kotlin needs that name`,
      );
    }
  }
});
