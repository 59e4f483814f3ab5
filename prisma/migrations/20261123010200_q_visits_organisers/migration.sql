-- AlterTable
ALTER TABLE "event_photo" ADD COLUMN "proposed" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "event_organiser_link" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "event_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "issued_by_id" INTEGER NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "event_organiser_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_organiser_act" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "link_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "sign_up_id" INTEGER,
    "n" INTEGER,

    CONSTRAINT "event_organiser_act_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_walk_in" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "event_id" INTEGER NOT NULL,
    "persons" INTEGER NOT NULL,
    "form_key" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_walk_in_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_result_draft" (
    "event_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "link_id" INTEGER NOT NULL,
    "participants" INTEGER NOT NULL,
    "hours" INTEGER NOT NULL,
    "bags" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_at" TIMESTAMPTZ(3),

    CONSTRAINT "event_result_draft_pkey" PRIMARY KEY ("event_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "event_organiser_link_token_hash_key" ON "event_organiser_link"("token_hash");

-- CreateIndex
CREATE INDEX "event_organiser_link_event_id_idx" ON "event_organiser_link"("event_id");

-- CreateIndex
CREATE INDEX "event_organiser_act_link_id_at_idx" ON "event_organiser_act"("link_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "event_walk_in_form_key_key" ON "event_walk_in"("form_key");

-- CreateIndex
CREATE INDEX "event_walk_in_event_id_idx" ON "event_walk_in"("event_id");

-- AddForeignKey
ALTER TABLE "event_organiser_link" ADD CONSTRAINT "event_organiser_link_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_organiser_act" ADD CONSTRAINT "event_organiser_act_link_id_fkey" FOREIGN KEY ("link_id") REFERENCES "event_organiser_link"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_walk_in" ADD CONSTRAINT "event_walk_in_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_result_draft" ADD CONSTRAINT "event_result_draft_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_result_draft" ADD CONSTRAINT "event_result_draft_link_id_fkey" FOREIGN KEY ("link_id") REFERENCES "event_organiser_link"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Who looked and what they did is not rewritten
CREATE FUNCTION event_organiser_act_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'event_organiser_act only grows';
END $$;
CREATE TRIGGER event_organiser_act_only_grows BEFORE UPDATE OR DELETE ON "event_organiser_act"
  FOR EACH ROW EXECUTE FUNCTION event_organiser_act_only_grows();

-- The second wall of a city (docs/decisions/0018)
CREATE TRIGGER a_staff_city_wall BEFORE INSERT OR UPDATE OR DELETE ON "event_organiser_link" FOR EACH ROW
  WHEN (coalesce(current_setting('ashyq.staff_cities', true), '') <> '') EXECUTE FUNCTION staff_city_wall();
CREATE TRIGGER a_staff_city_wall BEFORE INSERT OR UPDATE OR DELETE ON "event_organiser_act" FOR EACH ROW
  WHEN (coalesce(current_setting('ashyq.staff_cities', true), '') <> '') EXECUTE FUNCTION staff_city_wall();
CREATE TRIGGER a_staff_city_wall BEFORE INSERT OR UPDATE OR DELETE ON "event_walk_in" FOR EACH ROW
  WHEN (coalesce(current_setting('ashyq.staff_cities', true), '') <> '') EXECUTE FUNCTION staff_city_wall();
CREATE TRIGGER a_staff_city_wall BEFORE INSERT OR UPDATE OR DELETE ON "event_result_draft" FOR EACH ROW
  WHEN (coalesce(current_setting('ashyq.staff_cities', true), '') <> '') EXECUTE FUNCTION staff_city_wall();
