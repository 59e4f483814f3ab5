-- CreateTable
CREATE TABLE "event" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "office_id" INTEGER,
    "series_id" INTEGER,
    "kind" TEXT NOT NULL,
    "title_kk" TEXT NOT NULL DEFAULT '',
    "title_ru" TEXT NOT NULL DEFAULT '',
    "title_en" TEXT NOT NULL DEFAULT '',
    "about_kk" TEXT NOT NULL DEFAULT '',
    "about_ru" TEXT NOT NULL DEFAULT '',
    "about_en" TEXT NOT NULL DEFAULT '',
    "programme_kk" TEXT NOT NULL DEFAULT '',
    "programme_ru" TEXT NOT NULL DEFAULT '',
    "programme_en" TEXT NOT NULL DEFAULT '',
    "place_kk" TEXT NOT NULL DEFAULT '',
    "place_ru" TEXT NOT NULL DEFAULT '',
    "place_en" TEXT NOT NULL DEFAULT '',
    "entrance_kk" TEXT NOT NULL DEFAULT '',
    "entrance_ru" TEXT NOT NULL DEFAULT '',
    "entrance_en" TEXT NOT NULL DEFAULT '',
    "bring_kk" TEXT NOT NULL DEFAULT '',
    "bring_ru" TEXT NOT NULL DEFAULT '',
    "bring_en" TEXT NOT NULL DEFAULT '',
    "lat" DOUBLE PRECISION,
    "lon" DOUBLE PRECISION,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "langs" TEXT[],
    "stream_url" TEXT,
    "sign_up" BOOLEAN NOT NULL DEFAULT true,
    "sign_up_until" TIMESTAMPTZ(3) NOT NULL,
    "places" INTEGER,
    "group_most" INTEGER NOT NULL DEFAULT 5,
    "taken" INTEGER NOT NULL DEFAULT 0,
    "last_no" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "published_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_step" (
    "event_id" INTEGER NOT NULL,
    "no" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" INTEGER,
    "reason_kk" TEXT NOT NULL DEFAULT '',
    "reason_ru" TEXT NOT NULL DEFAULT '',
    "reason_en" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "event_step_pkey" PRIMARY KEY ("event_id","no")
);

-- CreateTable
CREATE TABLE "event_organiser" (
    "event_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "contact" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "event_organiser_pkey" PRIMARY KEY ("event_id","position")
);

-- CreateTable
CREATE TABLE "event_complaint" (
    "event_id" INTEGER NOT NULL,
    "complaint_id" INTEGER NOT NULL,

    CONSTRAINT "event_complaint_pkey" PRIMARY KEY ("event_id","complaint_id")
);

-- CreateTable
CREATE TABLE "event_sign_up" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "event_id" INTEGER NOT NULL,
    "no" INTEGER NOT NULL,
    "persons" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "sealed" BYTEA,
    "blind_index" BYTEA,
    "token_hash" BYTEA,
    "form_key" BYTEA NOT NULL,
    "lang" TEXT NOT NULL,
    "consent_version" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "given_at" TIMESTAMPTZ(3),
    "left_at" TIMESTAMPTZ(3),
    "reminded_at" TIMESTAMPTZ(3),
    "refusal" TEXT,
    "came" INTEGER,
    "checked_at" TIMESTAMPTZ(3),
    "checked_by_id" INTEGER,

    CONSTRAINT "event_sign_up_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_result" (
    "event_id" INTEGER NOT NULL,
    "participants" INTEGER NOT NULL,
    "hours" INTEGER NOT NULL DEFAULT 0,
    "bags" INTEGER NOT NULL DEFAULT 0,
    "text_kk" TEXT NOT NULL DEFAULT '',
    "text_ru" TEXT NOT NULL DEFAULT '',
    "text_en" TEXT NOT NULL DEFAULT '',
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_result_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "event_photo" (
    "id" UUID NOT NULL,
    "event_id" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "large_key" TEXT NOT NULL,
    "small_key" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "small_width" INTEGER NOT NULL,
    "small_height" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_photo_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_material" (
    "id" UUID NOT NULL,
    "event_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "file_key" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_material_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_question" (
    "id" SERIAL NOT NULL,
    "event_id" INTEGER NOT NULL,
    "form_key" BYTEA NOT NULL,
    "text" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "answer" TEXT NOT NULL DEFAULT '',
    "answer_lang" TEXT,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by_id" INTEGER,

    CONSTRAINT "event_question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_request" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "form_key" BYTEA NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "place" TEXT NOT NULL DEFAULT '',
    "wished" TEXT NOT NULL DEFAULT '',
    "persons" INTEGER,
    "lang" TEXT NOT NULL,
    "sealed" BYTEA,
    "consent_version" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'new',
    "reason" TEXT NOT NULL DEFAULT '',
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" INTEGER,
    "event_id" INTEGER,

    CONSTRAINT "event_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "event_city_id_state_starts_at_idx" ON "event"("city_id", "state", "starts_at");

-- CreateIndex
CREATE INDEX "event_office_id_idx" ON "event"("office_id");

-- CreateIndex
CREATE INDEX "event_series_id_idx" ON "event"("series_id");

-- CreateIndex
CREATE INDEX "event_complaint_complaint_id_idx" ON "event_complaint"("complaint_id");

-- CreateIndex
CREATE UNIQUE INDEX "event_sign_up_token_hash_key" ON "event_sign_up"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "event_sign_up_form_key_key" ON "event_sign_up"("form_key");

-- CreateIndex
CREATE INDEX "event_sign_up_event_id_state_no_idx" ON "event_sign_up"("event_id", "state", "no");

-- CreateIndex
CREATE UNIQUE INDEX "event_sign_up_event_id_no_key" ON "event_sign_up"("event_id", "no");

-- CreateIndex
CREATE INDEX "event_photo_event_id_position_idx" ON "event_photo"("event_id", "position");

-- CreateIndex
CREATE INDEX "event_photo_large_key_idx" ON "event_photo"("large_key");

-- CreateIndex
CREATE INDEX "event_photo_small_key_idx" ON "event_photo"("small_key");

-- CreateIndex
CREATE INDEX "event_material_event_id_position_idx" ON "event_material"("event_id", "position");

-- CreateIndex
CREATE INDEX "event_material_file_key_idx" ON "event_material"("file_key");

-- CreateIndex
CREATE UNIQUE INDEX "event_question_form_key_key" ON "event_question"("form_key");

-- CreateIndex
CREATE INDEX "event_question_event_id_state_idx" ON "event_question"("event_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "event_request_form_key_key" ON "event_request"("form_key");

-- CreateIndex
CREATE INDEX "event_request_city_id_state_created_at_idx" ON "event_request"("city_id", "state", "created_at");

-- CreateIndex
CREATE INDEX "event_request_event_id_idx" ON "event_request"("event_id");

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_step" ADD CONSTRAINT "event_step_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_step" ADD CONSTRAINT "event_step_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_organiser" ADD CONSTRAINT "event_organiser_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_complaint" ADD CONSTRAINT "event_complaint_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_complaint" ADD CONSTRAINT "event_complaint_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_sign_up" ADD CONSTRAINT "event_sign_up_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_sign_up" ADD CONSTRAINT "event_sign_up_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_sign_up" ADD CONSTRAINT "event_sign_up_checked_by_id_fkey" FOREIGN KEY ("checked_by_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_result" ADD CONSTRAINT "event_result_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_photo" ADD CONSTRAINT "event_photo_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_material" ADD CONSTRAINT "event_material_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_question" ADD CONSTRAINT "event_question_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_question" ADD CONSTRAINT "event_question_settled_by_id_fkey" FOREIGN KEY ("settled_by_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_request" ADD CONSTRAINT "event_request_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_request" ADD CONSTRAINT "event_request_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_request" ADD CONSTRAINT "event_request_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Beyond the models.

-- Nobody gets a place that is not there, whatever the code does.
ALTER TABLE "event" ADD CONSTRAINT "event_places_are_kept" CHECK (taken >= 0 AND (places IS NULL OR taken <= places));
ALTER TABLE "event" ADD CONSTRAINT "event_ends_after_it_starts" CHECK (ends_at > starts_at);
ALTER TABLE "event_sign_up" ADD CONSTRAINT "event_sign_up_has_persons" CHECK (persons >= 1);

-- One address signs up once, as long as it has not left.
CREATE UNIQUE INDEX "event_sign_up_one_per_address" ON "event_sign_up"("event_id", "blind_index")
  WHERE state <> 'left' AND blind_index IS NOT NULL;

-- Whom the reminders are still to be sent to.
CREATE INDEX "event_sign_up_to_remind" ON "event_sign_up"("event_id") WHERE state = 'given' AND reminded_at IS NULL;

-- What has happened to an event stays.
CREATE FUNCTION event_step_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'event_step is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER event_step_only_grows BEFORE UPDATE OR DELETE ON "event_step"
  FOR EACH ROW EXECUTE FUNCTION event_step_only_grows();

-- The second wall (docs/decisions/0018) for what belongs to a city by its event.
CREATE FUNCTION staff_event_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM staff_city_refused((SELECT city_id FROM event WHERE id = OLD.event_id), TG_TABLE_NAME);
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  PERFORM staff_city_refused((SELECT city_id FROM event WHERE id = NEW.event_id), TG_TABLE_NAME);
  RETURN NEW;
END $$;

DO $$
DECLARE
  named text;
  walls constant jsonb := '{
    "staff_city_wall": ["event", "event_sign_up", "event_request"],
    "staff_event_wall": ["event_step", "event_organiser", "event_complaint", "event_result", "event_photo",
      "event_material", "event_question"]}';
  wall text;
BEGIN
  FOR wall IN SELECT jsonb_object_keys(walls) LOOP
    FOR named IN SELECT jsonb_array_elements_text(walls -> wall) LOOP
      EXECUTE format(
        'CREATE TRIGGER a_staff_city_wall BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW
         WHEN (coalesce(current_setting(''ashyq.staff_cities'', true), '''') <> '''') EXECUTE FUNCTION %I()',
        named, wall);
    END LOOP;
  END LOOP;
END $$;
