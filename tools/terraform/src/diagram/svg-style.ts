import { FACT_SIZE, NAME_SIZE } from './measures';

/** Colours by what they are for; the page of a plan has the same for its actions. */
export const LIGHT =
  '.diagram{--d-ink:#1f2328;--d-quiet:#59636e;--d-paper:#fff;--d-line:#8c959f;--d-g0:#f6f8fa;--d-g1:#eef1f5;--d-g2:#f8fafc;--d-edge:#d1d9e0;--d-calls:#0969da;--d-uses:#8250df;--d-destroy:#c62828;--d-replace:#8e24aa;--d-update:#9a5b00;--d-create:#1a7f37;--d-other:#0969da}';
export const DARK =
  '.diagram{--d-ink:#e6edf3;--d-quiet:#9198a1;--d-paper:#0d1117;--d-line:#6e7681;--d-g0:#151b23;--d-g1:#1c232c;--d-g2:#131920;--d-edge:#3d444d;--d-calls:#79c0ff;--d-uses:#d2a8ff;--d-destroy:#ff7b72;--d-replace:#d2a8ff;--d-update:#e3b341;--d-create:#56d364;--d-other:#79c0ff}';

const actions = ['destroy', 'replace', 'update', 'create'].map(
  (action) => `.diagram .${action}{--d-action:var(--d-${action})}`,
);

export const STYLE = [
  `.diagram{font-family:system-ui,-apple-system,'Segoe UI',sans-serif;background:var(--d-paper);--d-action:var(--d-other)}`,
  ...actions,
  '.diagram .group{fill:var(--d-g0);stroke:var(--d-edge)}.diagram .depth-1{fill:var(--d-g1)}.diagram .depth-2{fill:var(--d-g2)}',
  '.diagram .box{fill:var(--d-paper);stroke:var(--d-line)}',
  `.diagram .name{font-size:${NAME_SIZE}px;font-weight:600;fill:var(--d-ink)}`,
  `.diagram .fact,.diagram .title,.diagram .ports{font-size:${FACT_SIZE}px;fill:var(--d-quiet)}.diagram .title{font-weight:600;paint-order:stroke;stroke-width:6px;stroke-linejoin:round}`,
  '.diagram .on-0{stroke:var(--d-g0)}.diagram .on-1{stroke:var(--d-g1)}.diagram .on-2{stroke:var(--d-g2)}',
  '.diagram .ports{text-anchor:middle;fill:var(--d-calls);font-weight:600}.diagram .ports-ground{fill:var(--d-paper);fill-opacity:.85}',
  '.diagram .line{fill:none;stroke-width:1.6}.diagram .calls .line{stroke:var(--d-calls)}.diagram .uses .line{stroke:var(--d-uses);stroke-dasharray:5 4}',
  '.diagram .calls .head{fill:var(--d-calls)}.diagram .uses .head{fill:var(--d-uses)}',
  `.diagram .delta{font-size:${FACT_SIZE}px;font-weight:600;fill:var(--d-action)}`,
  '.diagram.plan .same,.diagram.plan .route{opacity:.5}',
  '.diagram.plan .module:not(.same) .box{stroke:var(--d-action);stroke-width:3}',
].join('');
