import type { Shown } from './story.ts'

/**
 * Forty complaints of the spring of 2026, and every term counted by hand on a paper calendar.
 *
 * Fifteen working days (snow: five), the first is the working day after the registration. Off are weekends; Monday,
 * 9 March (for Sunday the 8th); Nauryz, 23 to 25 March (21 and 22 are a weekend); 1, 7 May and Monday, 11 May (for
 * Saturday the 9th). Working days from 12 March, numbered:
 *
 *   12 = 1   13 = 2   16 = 3   17 = 4   18 = 5   19 = 6   20 = 7   26 = 8   27 = 9   30 = 10  31 = 11
 *   April: 1 = 12  2 = 13  3 = 14  6 = 15  7 = 16  8 = 17  9 = 18  10 = 19  13 = 20  14 = 21  15 = 22  16 = 23
 *          17 = 24  20 = 25
 *
 * So what was registered on Wednesday, 11 March ends with day 15, Monday, 6 April; on the 12th with 16, 7 April; on
 * the 13th with 17, 8 April; on Monday the 16th with 18, 9 April; on the 18th with 20, 13 April. What is left is the
 * number of the last day less that of today.
 */
export const wednesday = { day: '2026-03-11' }
export const fromWednesday: Shown = { due: '2026-04-06', left: 15 }

/** What offices write in most of these stories. */
export const good = 'Яма заделана асфальтом, движение по полосе открыто, работы приняты.'
export const inTime = { lateBy: 0 }
