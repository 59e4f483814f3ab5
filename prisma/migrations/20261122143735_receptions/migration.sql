-- CreateTable
CREATE TABLE "reception_body" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name_kk" TEXT NOT NULL,
    "name_ru" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "about_kk" TEXT NOT NULL DEFAULT '',
    "about_ru" TEXT NOT NULL DEFAULT '',
    "about_en" TEXT NOT NULL DEFAULT '',
    "address_kk" TEXT NOT NULL DEFAULT '',
    "address_ru" TEXT NOT NULL DEFAULT '',
    "address_en" TEXT NOT NULL DEFAULT '',
    "phones" TEXT[],
    "hours" JSONB NOT NULL DEFAULT '[]',
    "office_id" INTEGER,
    "queue_letter" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "reception_body_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reception_series" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "body_id" INTEGER NOT NULL,
    "position_kk" TEXT NOT NULL,
    "position_ru" TEXT NOT NULL,
    "position_en" TEXT NOT NULL,
    "person" TEXT NOT NULL DEFAULT '',
    "place_kk" TEXT NOT NULL DEFAULT '',
    "place_ru" TEXT NOT NULL DEFAULT '',
    "place_en" TEXT NOT NULL DEFAULT '',
    "weekdays" INTEGER[],
    "weeks" INTEGER[],
    "starts_at" TEXT NOT NULL,
    "slot_minutes" INTEGER NOT NULL,
    "slots" INTEGER NOT NULL,
    "places_per_slot" INTEGER NOT NULL DEFAULT 1,
    "waiting_most" INTEGER NOT NULL DEFAULT 10,
    "opens_days" INTEGER NOT NULL DEFAULT 30,
    "closes_hours" INTEGER NOT NULL DEFAULT 24,
    "on_holiday" TEXT NOT NULL DEFAULT 'skip',
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "reception_series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reception" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "body_id" INTEGER NOT NULL,
    "series_id" INTEGER,
    "rule_day" DATE NOT NULL,
    "day" DATE NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "opens_at" TIMESTAMPTZ(3) NOT NULL,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "position_kk" TEXT NOT NULL,
    "position_ru" TEXT NOT NULL,
    "position_en" TEXT NOT NULL,
    "person" TEXT NOT NULL DEFAULT '',
    "place_kk" TEXT NOT NULL DEFAULT '',
    "place_ru" TEXT NOT NULL DEFAULT '',
    "place_en" TEXT NOT NULL DEFAULT '',
    "waiting_most" INTEGER NOT NULL,
    "cancelled_at" TIMESTAMPTZ(3),
    "cancelled_why" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "reception_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reception_slot" (
    "id" SERIAL NOT NULL,
    "reception_id" INTEGER NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "places" INTEGER NOT NULL,
    "taken" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "reception_slot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reception_booking" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "reception_id" INTEGER NOT NULL,
    "slot_id" INTEGER,
    "state" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "sealed" BYTEA,
    "blind_index" BYTEA,
    "has_email" BOOLEAN NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "form_key" BYTEA NOT NULL,
    "consent_version" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "offered_until" TIMESTAMPTZ(3),
    "reminded_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "checked_in_at" TIMESTAMPTZ(3),
    "refusal" TEXT,

    CONSTRAINT "reception_booking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reception_minutes" (
    "booking_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "sealed" BYTEA,
    "staff_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "reception_minutes_pkey" PRIMARY KEY ("booking_id")
);

-- CreateTable
CREATE TABLE "reception_promise" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "body_id" INTEGER NOT NULL,
    "booking_id" INTEGER,
    "office_id" INTEGER,
    "text" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "complaint" TEXT,
    "staff_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "done_by_id" INTEGER,
    "done_note" TEXT NOT NULL DEFAULT '',
    "form_key" BYTEA NOT NULL,

    CONSTRAINT "reception_promise_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "queue_ticket" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "body_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "no" INTEGER NOT NULL,
    "booking_id" INTEGER,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "window" TEXT NOT NULL DEFAULT '',
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "called_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "staff_id" INTEGER,

    CONSTRAINT "queue_ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "queue_counter" (
    "body_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "queue_counter_pkey" PRIMARY KEY ("body_id","day")
);

-- CreateIndex
CREATE UNIQUE INDEX "reception_body_city_id_code_key" ON "reception_body"("city_id", "code");

-- CreateIndex
CREATE INDEX "reception_series_body_id_idx" ON "reception_series"("body_id");

-- CreateIndex
CREATE INDEX "reception_city_id_day_idx" ON "reception"("city_id", "day");

-- CreateIndex
CREATE INDEX "reception_body_id_day_idx" ON "reception"("body_id", "day");

-- CreateIndex
CREATE UNIQUE INDEX "reception_series_id_rule_day_key" ON "reception"("series_id", "rule_day");

-- CreateIndex
CREATE UNIQUE INDEX "reception_slot_reception_id_starts_at_key" ON "reception_slot"("reception_id", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "reception_booking_token_hash_key" ON "reception_booking"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "reception_booking_form_key_key" ON "reception_booking"("form_key");

-- CreateIndex
CREATE INDEX "reception_booking_reception_id_state_idx" ON "reception_booking"("reception_id", "state");

-- CreateIndex
CREATE INDEX "reception_booking_state_offered_until_idx" ON "reception_booking"("state", "offered_until");

-- CreateIndex
CREATE UNIQUE INDEX "reception_promise_form_key_key" ON "reception_promise"("form_key");

-- CreateIndex
CREATE INDEX "reception_promise_city_id_done_at_due_on_idx" ON "reception_promise"("city_id", "done_at", "due_on");

-- CreateIndex
CREATE INDEX "queue_ticket_city_id_day_idx" ON "queue_ticket"("city_id", "day");

-- CreateIndex
CREATE UNIQUE INDEX "queue_ticket_body_id_day_no_key" ON "queue_ticket"("body_id", "day", "no");

-- AddForeignKey
ALTER TABLE "reception_series" ADD CONSTRAINT "reception_series_body_id_fkey" FOREIGN KEY ("body_id") REFERENCES "reception_body"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reception" ADD CONSTRAINT "reception_body_id_fkey" FOREIGN KEY ("body_id") REFERENCES "reception_body"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reception" ADD CONSTRAINT "reception_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "reception_series"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reception_slot" ADD CONSTRAINT "reception_slot_reception_id_fkey" FOREIGN KEY ("reception_id") REFERENCES "reception"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reception_booking" ADD CONSTRAINT "reception_booking_reception_id_fkey" FOREIGN KEY ("reception_id") REFERENCES "reception"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reception_booking" ADD CONSTRAINT "reception_booking_slot_id_fkey" FOREIGN KEY ("slot_id") REFERENCES "reception_slot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reception_minutes" ADD CONSTRAINT "reception_minutes_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "reception_booking"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reception_promise" ADD CONSTRAINT "reception_promise_body_id_fkey" FOREIGN KEY ("body_id") REFERENCES "reception_body"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reception_promise" ADD CONSTRAINT "reception_promise_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "reception_booking"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queue_ticket" ADD CONSTRAINT "queue_ticket_body_id_fkey" FOREIGN KEY ("body_id") REFERENCES "reception_body"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queue_ticket" ADD CONSTRAINT "queue_ticket_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "reception_booking"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Never more people than places, whatever two transactions do at once
ALTER TABLE "reception_slot" ADD CONSTRAINT "reception_slot_taken" CHECK ("taken" BETWEEN 0 AND "places");

-- Nobody stands twice at one reception while it is open
CREATE UNIQUE INDEX "reception_booking_once" ON "reception_booking"("reception_id", "blind_index")
  WHERE "state" IN ('booked', 'waiting', 'offered');

-- Who is reminded next
CREATE INDEX "reception_booking_to_remind" ON "reception_booking"("slot_id") WHERE "state" = 'booked' AND "reminded_at" IS NULL;

-- The second wall of a city (docs/decisions/0018)
DO $$
DECLARE
  named text;
BEGIN
  FOREACH named IN ARRAY ARRAY['reception_body', 'reception_series', 'reception', 'reception_booking',
    'reception_minutes', 'reception_promise', 'queue_ticket'] LOOP
    EXECUTE format(
      'CREATE TRIGGER a_staff_city_wall BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW
       WHEN (coalesce(current_setting(''ashyq.staff_cities'', true), '''') <> '''') EXECUTE FUNCTION staff_city_wall()',
      named);
  END LOOP;
END $$;
