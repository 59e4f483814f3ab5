import type { Feature } from '../../platform/http/route.ts'

export const complaints: Feature = { name: 'complaints' }
