import type { GuidePack } from '../../../src/features/guides/index.ts'
import { appealGuides } from './appeals.ts'
import { cityGuides } from './city.ts'
import { dangerGuides } from './danger.ts'
import { homeGuides } from './home.ts'
import { houseGuides } from './house.ts'
import { roadGuides } from './roads.ts'
import { guideTopics } from './topics.ts'
import { wasteGuides } from './waste.ts'
import { winterGuides } from './winter.ts'
import { yardGuides } from './yard.ts'

/** What every city begins with; afterwards its staff look after the texts. */
export const guidePack: GuidePack = {
  // Compared with domain.md, sections B to D.
  reviewedOn: '2026-11-22',
  topics: guideTopics,
  guides: [
    ...appealGuides,
    ...houseGuides,
    ...cityGuides,
    ...wasteGuides,
    ...yardGuides,
    ...winterGuides,
    ...roadGuides,
    ...dangerGuides,
    ...homeGuides,
  ],
}
