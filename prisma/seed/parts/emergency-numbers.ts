import type { CityPack } from '../city-pack.ts'
import { local } from './offices.ts'

/** Numbers that are the same in the whole country. */
export const nationalNumbers: CityPack['emergencyNumbers'] = [
  { code: 'rescue', label: local('Құтқару қызметі', 'Служба спасения', 'Rescue service'), number: '112' },
  { code: 'fire', label: local('Өрт сөндіру қызметі', 'Пожарная служба', 'Fire service'), number: '101' },
  { code: 'police', label: local('Полиция', 'Полиция', 'Police'), number: '102' },
  { code: 'ambulance', label: local('Жедел жәрдем', 'Скорая помощь', 'Ambulance'), number: '103' },
  {
    code: 'gas',
    label: local('Апаттық газ қызметі', 'Аварийная газовая служба', 'Gas emergency service'),
    number: '104',
  },
  {
    code: 'children',
    label: local(
      'Отбасы, әйелдер және балалар құқықтарын қорғау байланыс орталығы',
      'Контакт-центр по вопросам семьи, женщин и защиты прав детей',
      'Contact centre for families, women and children',
    ),
    number: '111',
  },
]
