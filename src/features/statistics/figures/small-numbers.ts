import type { FigureQuery } from './figure-query.ts'
import type { Figures, Share } from './figures.ts'

/** What is not told of few cases (statistics.md 3): the one place that knows. */

/** Below this, a share of a small area could tell about single people, and any share says less than its counts. */
export const FEWEST_FOR_PERCENT = 10

/** An office with fewer due is listed without rank and is never called good or bad. */
export const FEWEST_TO_COMPARE = 30

/** Counts stay, shares of few cases go. */
export const withoutSmall = (share: Share): Share =>
  share.of < FEWEST_FOR_PERCENT ? { ...share, share: null, low: null, high: null } : share

/** Whether parts of so many cases may be told as shares. */
export const mayTellShares = ({ district }: Pick<FigureQuery, 'district'>, cases: number): boolean =>
  district === null || cases >= FEWEST_FOR_PERCENT

/** Figures of a small area. */
export function veiled(figures: Figures): Figures {
  return {
    ...figures,
    onTime: withoutSmall(figures.onTime),
    reopened: withoutSmall(figures.reopened),
    extended: withoutSmall(figures.extended),
    resolution:
      figures.received < FEWEST_FOR_PERCENT
        ? { ...figures.resolution, within30d: null, low: null, high: null }
        : figures.resolution,
    expectedOnTime:
      figures.onTime.of < FEWEST_FOR_PERCENT ? { share: null, differs: false } : figures.expectedOnTime,
  }
}
