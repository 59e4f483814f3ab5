-- CreateTable
CREATE TABLE "utility_contact" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "code" TEXT,
    "service" TEXT NOT NULL,
    "name_kk" TEXT NOT NULL,
    "name_ru" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "about_kk" TEXT NOT NULL DEFAULT '',
    "about_ru" TEXT NOT NULL DEFAULT '',
    "about_en" TEXT NOT NULL DEFAULT '',
    "emergency_phones" TEXT[],
    "office_phones" TEXT[],
    "address_kk" TEXT NOT NULL DEFAULT '',
    "address_ru" TEXT NOT NULL DEFAULT '',
    "address_en" TEXT NOT NULL DEFAULT '',
    "hours" JSONB NOT NULL DEFAULT '[]',
    "office_id" INTEGER,
    "checked_on" DATE,
    "position" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "utility_contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty_person" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "office_id" INTEGER NOT NULL,
    "position_kk" TEXT NOT NULL,
    "position_ru" TEXT NOT NULL,
    "position_en" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "duty_person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "site_problem" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "page" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "sealed" BYTEA,
    "form_key" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "handled_at" TIMESTAMPTZ(3),
    "handled_by_id" INTEGER,

    CONSTRAINT "site_problem_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "utility_contact_city_id_position_idx" ON "utility_contact"("city_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "utility_contact_city_id_code_key" ON "utility_contact"("city_id", "code");

-- CreateIndex
CREATE INDEX "duty_person_city_id_ends_at_idx" ON "duty_person"("city_id", "ends_at");

-- CreateIndex
CREATE UNIQUE INDEX "site_problem_form_key_key" ON "site_problem"("form_key");

-- CreateIndex
CREATE INDEX "site_problem_city_id_handled_at_at_idx" ON "site_problem"("city_id", "handled_at", "at");

-- The second wall of a city (docs/decisions/0018)
DO $$
DECLARE
  named text;
BEGIN
  FOREACH named IN ARRAY ARRAY['utility_contact', 'duty_person', 'site_problem'] LOOP
    EXECUTE format(
      'CREATE TRIGGER a_staff_city_wall BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW
       WHEN (coalesce(current_setting(''ashyq.staff_cities'', true), '''') <> '''') EXECUTE FUNCTION staff_city_wall()',
      named);
  END LOOP;
END $$;
