/**
 * What differs between the places where the schema lives. The statements are written once, against this;
 * a cluster will bring a second dialect with `ON CLUSTER` and the Replicated engines.
 */
export interface Dialect {
  /** `` or ` ON CLUSTER name`, written after a table's name. */
  onCluster: string
  /** The engine of the MergeTree family, such as `ReplacingMergeTree(version)`. */
  engine(
    family: 'MergeTree' | 'ReplacingMergeTree' | 'AggregatingMergeTree',
    version?: string,
  ): string
}

export const embeddedDialect: Dialect = {
  onCluster: '',
  engine: (family, version = '') => `${family}(${version})`,
}
