import type { Feature } from '../../platform/http/route.ts'

export const statistics: Feature = { name: 'statistics' }
