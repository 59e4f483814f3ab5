/** Who acts for whom in the lives of demo complaints; ids of staff. */
export type CityStaff = {
  at(officeId: number): OfficeStaff
  registrar: number
  controller: number
  operator: number
}

export type OfficeStaff = { executor: number | null; head: number | null }

export type RoleRow = { staffId: number; officeId: number | null; role: string }

/** Null when the city lacks somebody who is needed. */
export function cityStaffOf(rows: readonly RoleRow[]): CityStaff | null {
  const first = (role: string, officeId: number | null) =>
    rows.find((row) => row.role === role && row.officeId === officeId)?.staffId ?? null
  const [registrar, controller, operator] = [
    first('registrar', null),
    first('controller', null),
    first('operator', null),
  ]
  if (registrar === null || controller === null || operator === null) return null
  const offices = new Map<number, OfficeStaff>()
  for (const { officeId } of rows) {
    if (officeId === null) continue
    offices.set(officeId, { executor: first('executor', officeId), head: first('head', officeId) })
  }
  const nobody = { executor: null, head: null }
  return { registrar, controller, operator, at: (officeId) => offices.get(officeId) ?? nobody }
}

/** Invented people, one after the other. */
export const inventedNames = [
  ...[
    'Айгүл Сәрсенова',
    'Ержан Әлімов',
    'Марина Ковалёва',
    'Данияр Оспанов',
    'Ольга Гордеева',
    'Нұрлан Қасенов',
  ],
  ...[
    'Гүлнар Ыбыраева',
    'Сергей Ткаченко',
    'Әсел Жұмабаева',
    'Руслан Ахметов',
    'Наталья Шульц',
    'Бауыржан Төлегенов',
  ],
  ...[
    'Жанар Мұқанова',
    'Андрей Левин',
    'Салтанат Ерғалиева',
    'Тимур Байжанов',
    'Елена Дроздова',
    'Арман Қуанышев',
  ],
  ...[
    'Мадина Сейітқали',
    'Виктор Мельник',
    'Перизат Омарова',
    'Асхат Дүйсенов',
    'Ирина Соколова',
    'Ғалым Есенов',
  ],
] as const
