import type { Sample } from '../../platform/http/route.ts'
import { dashboardSamples } from './dashboard/samples.ts'
import { deskSamples } from './desk/samples.ts'
import { filingSamples } from './filing/samples.ts'
import { formalSamples } from './formal/samples.ts'
import { inboxSamples } from './inbox/samples.ts'
import { publicSamples } from './public/samples.ts'
import { shareSamples } from './share/samples.ts'

export const complaintSamples: Sample[] = [
  ...dashboardSamples,
  ...deskSamples,
  ...filingSamples,
  ...formalSamples,
  ...inboxSamples,
  ...publicSamples,
  ...shareSamples,
]
