import type { Lang } from '../../platform/i18n/texts.ts'
import { complaintPaths } from '../complaints/index.ts'

/** Addresses of proofs. Checkpoints are of the whole portal, so they stand under no city and no language. */
export const proofPaths = {
  page: complaintPaths.checkReceipt,
  /** Everything that proves the public history of one complaint. */
  complaint: (lang: Lang, city: string, number: string) =>
    `${complaintPaths.show(lang, city, number)}/proof.json`,
  checkpoints: (after?: number) => `/checkpoints.json${after === undefined ? '' : `?after=${after}`}`,
  checkpoint: (no: number | ':no') => `/checkpoints/${no}.json`,
  feed: () => '/checkpoints.atom',
}
