/** What the libraries' peer dependency takes. */
export const PEER_RANGE = '^20.0.0 || ^21.0.0';

/**
 * The bindings that every module is compiled and synthesized with: the first and the last of each major of the range. No later
 * ones follow, for CDKTF is archived.
 */
export const BINDINGS = ['20.0.0', '20.1.0', '21.0.0', '21.22.1'] as const;

export type Binding = (typeof BINDINGS)[number];

/** The one that is installed here: its AWS provider is the one that every plan and apply is verified with. */
export const REFERENCE: Binding = '20.1.0';

/** The last one, of AWS provider 6. */
export const LAST: Binding = '21.22.1';
