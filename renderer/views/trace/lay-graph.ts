// Where the nodes of a trace stand: causes left of effects, minions in lanes of their own, the master on top.
import type { TraceLink, TraceNode } from '../../../shared/questions/trace.ts';

/** A node with its place: column from the left, row from the top. */
export type LaidNode = { readonly node: TraceNode; readonly column: number; readonly row: number };

/** A lane: rows of nodes about the same minions; `null` is the master. */
export type LaidLane = {
  readonly minions: readonly string[] | null;
  readonly count: number;
  readonly row: number;
  readonly rows: number;
};

/** The whole picture, in columns and rows. */
export type LaidGraph = {
  readonly nodes: readonly LaidNode[];
  readonly lanes: readonly LaidLane[];
  readonly columns: number;
  readonly rows: number;
};

/** Lays a trace. Links never make a ring, so that every node has a column right of its causes. */
export function layGraph(nodes: readonly TraceNode[], links: readonly TraceLink[]): LaidGraph {
  const columns = columnsOf(nodes, links);
  const lanes = new Map<string, { minions: readonly string[] | null; count: number; nodes: TraceNode[] }>();
  for (const node of nodes) {
    const isMaster = node.kind === 'job' || node.kind === 'result' || node.minions.length === 0;
    const key = isMaster ? '' : `${node.minionCount} ${node.minions.join(' ')}`;
    const lane = lanes.get(key);
    if (lane !== undefined) lane.nodes.push(node);
    else lanes.set(key, { minions: isMaster ? null : node.minions, count: node.minionCount, nodes: [node] });
  }
  const ordered = [...lanes.values()].sort((a, b) => Number(a.minions !== null) - Number(b.minions !== null));
  const laidNodes: LaidNode[] = [];
  const laidLanes: LaidLane[] = [];
  let row = 0;
  for (const lane of ordered) {
    const taken = new Map<number, number>();
    for (const node of lane.nodes) {
      const column = columns.get(node.key) ?? 0;
      const depth = taken.get(column) ?? 0;
      taken.set(column, depth + 1);
      laidNodes.push({ node, column, row: row + depth });
    }
    const rows = Math.max(1, ...taken.values());
    laidLanes.push({ minions: lane.minions, count: lane.count, row, rows });
    row += rows;
  }
  return {
    nodes: laidNodes.sort((a, b) => a.column - b.column || a.row - b.row),
    lanes: laidLanes,
    columns: Math.max(0, ...columns.values()) + 1,
    rows: row,
  };
}

/** The longest way from a beginning to each node. */
function columnsOf(nodes: readonly TraceNode[], links: readonly TraceLink[]): Map<string, number> {
  const causes = new Map<string, string[]>();
  const known = new Set(nodes.map(({ key }) => key));
  for (const { from, to } of links) {
    if (!known.has(from) || !known.has(to)) continue;
    const list = causes.get(to);
    if (list === undefined) causes.set(to, [from]);
    else list.push(from);
  }
  const columns = new Map<string, number>();
  const visit = (key: string, path: ReadonlySet<string>): number => {
    const done = columns.get(key);
    if (done !== undefined) return done;
    // Both walks of a trace are free of rings; should they make one together, it ends here.
    if (path.has(key)) return 0;
    const own = new Set(path).add(key);
    const column = Math.max(-1, ...(causes.get(key) ?? []).map((cause) => visit(cause, own))) + 1;
    columns.set(key, column);
    return column;
  };
  for (const { key } of nodes) visit(key, new Set());
  return columns;
}
