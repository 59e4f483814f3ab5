import type { Lang } from '../../platform/i18n/texts.ts'
import { complaintPaths } from '../complaints/index.ts'

/** Addresses of proofs. Checkpoints are of the whole portal, so they stand under no city and no language. */
export const proofPaths = {
  page: complaintPaths.checkReceipt,
  /** Everything that proves the public history of one complaint. */
  complaint: complaintPaths.proof,
  /** For the router: a number is formatted in `complaint`, a parameter must not be. */
  complaintOf: (lang: Lang, city: string, parameter: ':number') =>
    `/${lang}/${city}/complaints/${parameter}/proof.json`,
  checkpoints: (after?: number) => `/checkpoints.json${after === undefined ? '' : `?after=${after}`}`,
  checkpoint: (no: number | ':no') => `/checkpoints/${no}.json`,
  feed: () => '/checkpoints.atom',
}
