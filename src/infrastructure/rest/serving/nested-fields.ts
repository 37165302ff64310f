type Branch = Map<string, Node> | Node[];
type Node = string | Branch;

/** `a`, `a[b]`, `a.b`, `a[0].b`, `a[]`: a name, and the steps below it. */
const NAME = /^([^[\].]+)((?:\[[^[\]]*\]|\.[^[\].]+)*)$/;
const STEP = /\[([^[\]]*)\]|\.([^[\].]+)/g;
const INDEX = /^\d*$/;
const DEEPEST = 20;

/** The steps of a form field's name; the whole name when it has another form. */
function stepsOf(name: string): readonly string[] {
  const [, first, rest = ''] = NAME.exec(name) ?? [];
  if (first === undefined) return [name];
  return [first, ...[...rest.matchAll(STEP)].map(([, inBrackets, afterDot]) => inBrackets ?? afterDot ?? '')];
}

const isBranch = (node: Node | undefined): node is Branch => node !== undefined && typeof node !== 'string';

function put(branch: Branch, [step = '', ...below]: readonly string[], value: string): void {
  const [next] = below;
  const isList = Array.isArray(branch);
  if (isList && step !== '' && Number(step) > branch.length)
    throw new Error(`item ${step} before those before it`);
  const at = isList && step === '' ? branch.length : step;
  const old = isList ? branch[Number(at)] : branch.get(String(at));
  const node = next === undefined ? value : branchFor(old, next);
  if (isList) branch[Number(at)] = node;
  else branch.set(String(at), node);
  if (isBranch(node) && next !== undefined) put(node, below, value);
}

/** The container of the next step: the present one, if it fits, else a new one. */
function branchFor(old: Node | undefined, next: string): Branch {
  const wantsList = INDEX.test(next);
  if (isBranch(old) && (wantsList || !Array.isArray(old))) return old;
  return wantsList ? [] : new Map();
}

function plain(node: Node): unknown {
  if (typeof node === 'string') return node;
  if (Array.isArray(node)) return node.map(plain);
  return Object.fromEntries([...node].map(([name, item]) => [name, plain(item)]));
}

/**
 * The object that the fields of a form make: a name such as `data[emails][0].type` is a path in it (contract/rest-api.md
 * 1.3). Of a repeated name the last value counts.
 *
 * @throws Error when items of a list are missing, or a name goes too deep
 */
export function nestedFields(fields: readonly (readonly [string, string])[]): Record<string, unknown> {
  const root = new Map<string, Node>();
  for (const [name, value] of fields) {
    const steps = stepsOf(name);
    if (steps.length > DEEPEST) throw new Error('a name goes too deep');
    put(root, steps, value);
  }
  return plain(root) as Record<string, unknown>;
}
