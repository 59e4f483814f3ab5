-- trusted extensions: the owner of the database may create them (PostgreSQL 13 and newer)
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "staff" (
    "id" SERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position_kk" TEXT NOT NULL,
    "position_ru" TEXT NOT NULL,
    "position_en" TEXT NOT NULL,
    "lang" TEXT NOT NULL DEFAULT 'ru',
    "password_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_role" (
    "id" SERIAL NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "office_id" INTEGER,
    "role" TEXT NOT NULL,

    CONSTRAINT "staff_role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_setup_link" (
    "token_hash" BYTEA NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_setup_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "staff_session" (
    "id_hash" BYTEA NOT NULL,
    "staff_id" INTEGER,
    "data" JSONB NOT NULL,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_session_pkey" PRIMARY KEY ("id_hash")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "city" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name_kk" TEXT NOT NULL,
    "name_ru" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "calendar" TEXT NOT NULL,
    "brand_colour" TEXT NOT NULL,
    "publication" TEXT NOT NULL DEFAULT 'after',
    "count_from" TEXT NOT NULL DEFAULT 'nextDay',
    "working_day_ends" TEXT NOT NULL DEFAULT '18:30',
    "term_days" INTEGER NOT NULL DEFAULT 15,
    "reopen_days" INTEGER NOT NULL DEFAULT 14,
    "profile" JSONB NOT NULL,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 0,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "city_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "district" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name_kk" TEXT NOT NULL,
    "name_ru" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "shape" JSONB,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "district_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "street" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "name_kk" TEXT NOT NULL,
    "name_ru" TEXT NOT NULL,
    "former_names" TEXT[],
    "folded" TEXT NOT NULL,

    CONSTRAINT "street_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calendar_day" (
    "calendar" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "name_kk" TEXT NOT NULL,
    "name_ru" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "estimate" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "calendar_day_pkey" PRIMARY KEY ("calendar","day")
);

-- CreateTable
CREATE TABLE "calendar_version" (
    "calendar" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT NOT NULL,

    CONSTRAINT "calendar_version_pkey" PRIMARY KEY ("calendar","version")
);

-- CreateTable
CREATE TABLE "draft" (
    "id" BYTEA NOT NULL,
    "city_id" INTEGER NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "complaint" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "city_id" INTEGER NOT NULL,
    "form_key" BYTEA,
    "secret_hash" BYTEA,
    "channel" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "text_lang" TEXT NOT NULL,
    "reply_lang" TEXT NOT NULL,
    "address" TEXT NOT NULL DEFAULT '',
    "landmark" TEXT NOT NULL DEFAULT '',
    "lat" DOUBLE PRECISION,
    "lon" DOUBLE PRECISION,
    "cx" INTEGER,
    "cy" INTEGER,
    "visibility" TEXT NOT NULL DEFAULT 'public',
    "source" TEXT,
    "external_id" TEXT,
    "status" TEXT NOT NULL,
    "open" BOOLEAN NOT NULL,
    "publication" TEXT NOT NULL,
    "shown" BOOLEAN NOT NULL,
    "category_id" INTEGER,
    "district_id" INTEGER,
    "office_id" INTEGER,
    "routing_rule_id" INTEGER,
    "assignee_id" INTEGER,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "registered_on" DATE,
    "due_on" DATE,
    "due_at" TIMESTAMPTZ(3),
    "planned_on" DATE,
    "first_answer_at" TIMESTAMPTZ(3),
    "last_answer_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "verdict" TEXT,
    "reopened_count" INTEGER NOT NULL DEFAULT 0,
    "transfer_count" INTEGER NOT NULL DEFAULT 0,
    "merged_into_id" INTEGER,
    "photo_count" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "complaint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "complaint_contact" (
    "complaint_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "blind_index" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "complaint_contact_pkey" PRIMARY KEY ("complaint_id","kind")
);

-- CreateTable
CREATE TABLE "photo" (
    "id" UUID NOT NULL,
    "complaint_id" INTEGER,
    "draft_id" BYTEA,
    "role" TEXT NOT NULL,
    "answer_no" INTEGER,
    "position" INTEGER NOT NULL DEFAULT 0,
    "large_key" TEXT NOT NULL,
    "small_key" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "small_width" INTEGER NOT NULL,
    "small_height" INTEGER NOT NULL,
    "shown" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "photo_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "activity" (
    "complaint_id" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "staff_id" INTEGER,
    "office_id" INTEGER,
    "public" BOOLEAN NOT NULL,
    "payload" JSONB,
    "salt" BYTEA,
    "payload_digest" BYTEA NOT NULL,
    "prev_hash" BYTEA,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "activity_pkey" PRIMARY KEY ("complaint_id","seq")
);

-- CreateTable
CREATE TABLE "custody" (
    "complaint_id" INTEGER NOT NULL,
    "no" INTEGER NOT NULL,
    "office_id" INTEGER NOT NULL,
    "start_kind" TEXT NOT NULL,
    "start_at" TIMESTAMPTZ(3) NOT NULL,
    "due_on" DATE NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "calendar_version" TEXT NOT NULL,
    "extensions" INTEGER NOT NULL DEFAULT 0,
    "first_answer_at" TIMESTAMPTZ(3),
    "end_kind" TEXT NOT NULL,
    "end_at" TIMESTAMPTZ(3),

    CONSTRAINT "custody_pkey" PRIMARY KEY ("complaint_id","no")
);

-- CreateTable
CREATE TABLE "answer" (
    "complaint_id" INTEGER NOT NULL,
    "no" INTEGER NOT NULL,
    "custody_no" INTEGER NOT NULL,
    "office_id" INTEGER NOT NULL,
    "staff_id" INTEGER,
    "outcome" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "ground" TEXT,
    "planned_on" DATE,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "verdict" TEXT,
    "verdict_at" TIMESTAMPTZ(3),
    "reopened_at" TIMESTAMPTZ(3),

    CONSTRAINT "answer_pkey" PRIMARY KEY ("complaint_id","no")
);

-- CreateTable
CREATE TABLE "import_run" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "imported" INTEGER NOT NULL DEFAULT 0,
    "repeated" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "first_on" DATE,
    "last_on" DATE,

    CONSTRAINT "import_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "office" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "parent_id" INTEGER,
    "name_kk" TEXT NOT NULL,
    "name_ru" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "short_kk" TEXT NOT NULL,
    "short_ru" TEXT NOT NULL,
    "short_en" TEXT NOT NULL,
    "aliases" TEXT[],
    "external" BOOLEAN NOT NULL DEFAULT false,
    "contacts" JSONB NOT NULL,
    "valid_from" DATE,
    "valid_to" DATE,
    "successor_id" INTEGER,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "office_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "category" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "group_code" TEXT NOT NULL,
    "icon" TEXT NOT NULL,
    "name_kk" TEXT NOT NULL,
    "name_ru" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "keywords_kk" TEXT[],
    "keywords_ru" TEXT[],
    "danger" TEXT[],
    "sensitive" BOOLEAN NOT NULL DEFAULT false,
    "proof_photo" BOOLEAN NOT NULL DEFAULT false,
    "duplicate_radius" INTEGER NOT NULL DEFAULT 100,
    "term_days" INTEGER,
    "norm" JSONB,
    "position" INTEGER NOT NULL DEFAULT 0,
    "valid_to" DATE,

    CONSTRAINT "category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "routing_rule" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "category_id" INTEGER,
    "district_id" INTEGER,
    "office_id" INTEGER NOT NULL,
    "co_office_ids" INTEGER[],

    CONSTRAINT "routing_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "figure_set" (
    "city_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "up_to" TIMESTAMPTZ(3),
    "body" JSONB NOT NULL,

    CONSTRAINT "figure_set_pkey" PRIMARY KEY ("city_id","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "staff_email_key" ON "staff"("email");

-- CreateIndex
CREATE INDEX "staff_role_city_id_office_id_idx" ON "staff_role"("city_id", "office_id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_role_staff_id_city_id_office_id_role_key" ON "staff_role"("staff_id", "city_id", "office_id", "role");

-- CreateIndex
CREATE INDEX "staff_session_staff_id_idx" ON "staff_session"("staff_id");

-- CreateIndex
CREATE INDEX "staff_session_expires_at_idx" ON "staff_session"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "city_slug_key" ON "city"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "district_city_id_code_key" ON "district"("city_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "street_city_id_kind_name_ru_key" ON "street"("city_id", "kind", "name_ru");

-- CreateIndex
CREATE INDEX "draft_updated_at_idx" ON "draft"("updated_at");

-- CreateIndex
CREATE UNIQUE INDEX "complaint_number_key" ON "complaint"("number");

-- CreateIndex
CREATE UNIQUE INDEX "complaint_form_key_key" ON "complaint"("form_key");

-- CreateIndex
CREATE UNIQUE INDEX "complaint_secret_hash_key" ON "complaint"("secret_hash");

-- CreateIndex
CREATE INDEX "complaint_city_id_updated_at_idx" ON "complaint"("city_id", "updated_at");

-- CreateIndex
CREATE INDEX "complaint_city_id_received_at_idx" ON "complaint"("city_id", "received_at");

-- CreateIndex
CREATE UNIQUE INDEX "complaint_city_id_source_external_id_key" ON "complaint"("city_id", "source", "external_id");

-- CreateIndex
CREATE INDEX "complaint_contact_blind_index_idx" ON "complaint_contact"("blind_index");

-- CreateIndex
CREATE INDEX "photo_complaint_id_position_idx" ON "photo"("complaint_id", "position");

-- CreateIndex
CREATE INDEX "photo_draft_id_idx" ON "photo"("draft_id");

-- CreateIndex
CREATE INDEX "photo_large_key_idx" ON "photo"("large_key");

-- CreateIndex
CREATE INDEX "photo_small_key_idx" ON "photo"("small_key");

-- CreateIndex
CREATE INDEX "activity_at_idx" ON "activity"("at");

-- CreateIndex
CREATE INDEX "activity_staff_id_at_idx" ON "activity"("staff_id", "at");

-- CreateIndex
CREATE INDEX "custody_office_id_start_at_idx" ON "custody"("office_id", "start_at");

-- CreateIndex
CREATE INDEX "custody_office_id_due_at_idx" ON "custody"("office_id", "due_at");

-- CreateIndex
CREATE INDEX "answer_office_id_at_idx" ON "answer"("office_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "office_city_id_code_key" ON "office"("city_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "category_city_id_code_key" ON "category"("city_id", "code");

-- AddForeignKey
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_setup_link" ADD CONSTRAINT "staff_setup_link_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "district" ADD CONSTRAINT "district_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "street" ADD CONSTRAINT "street_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_district_id_fkey" FOREIGN KEY ("district_id") REFERENCES "district"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_routing_rule_id_fkey" FOREIGN KEY ("routing_rule_id") REFERENCES "routing_rule"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "complaint"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint_contact" ADD CONSTRAINT "complaint_contact_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "photo" ADD CONSTRAINT "photo_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "photo" ADD CONSTRAINT "photo_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "draft"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activity" ADD CONSTRAINT "activity_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "custody" ADD CONSTRAINT "custody_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "custody" ADD CONSTRAINT "custody_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer" ADD CONSTRAINT "answer_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer" ADD CONSTRAINT "answer_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office" ADD CONSTRAINT "office_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office" ADD CONSTRAINT "office_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "office"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office" ADD CONSTRAINT "office_successor_id_fkey" FOREIGN KEY ("successor_id") REFERENCES "office"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "category" ADD CONSTRAINT "category_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routing_rule" ADD CONSTRAINT "routing_rule_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routing_rule" ADD CONSTRAINT "routing_rule_district_id_fkey" FOREIGN KEY ("district_id") REFERENCES "district"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routing_rule" ADD CONSTRAINT "routing_rule_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language cannot say follows.

-- one rule per category and district, nulls equal
CREATE UNIQUE INDEX routing_rule_place ON routing_rule (city_id, category_id, district_id) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX staff_role_once ON staff_role (staff_id, city_id, office_id, role) NULLS NOT DISTINCT;

-- the public list, newest first, and its usual filters
CREATE INDEX complaint_list ON complaint (city_id, received_at DESC, id DESC) WHERE shown;
CREATE INDEX complaint_list_category ON complaint (city_id, category_id, received_at DESC, id DESC) WHERE shown;
CREATE INDEX complaint_list_office ON complaint (city_id, office_id, received_at DESC, id DESC) WHERE shown;
CREATE INDEX complaint_list_district ON complaint (city_id, district_id, received_at DESC, id DESC) WHERE shown;
CREATE INDEX complaint_list_status ON complaint (city_id, status, received_at DESC, id DESC) WHERE shown;
CREATE INDEX complaint_text ON complaint USING gin ((text || ' ' || address) gin_trgm_ops) WHERE shown;
-- the map: a box of one city
CREATE INDEX complaint_map ON complaint (city_id, cx, cy) WHERE shown AND cx IS NOT NULL;
-- the inbox of an office and of a whole city, by deadline
CREATE INDEX complaint_inbox_office ON complaint (office_id, due_at, id) WHERE open;
CREATE INDEX complaint_inbox_city ON complaint (city_id, due_at, id) WHERE open;
CREATE INDEX complaint_inbox_assignee ON complaint (assignee_id, due_at, id) WHERE open;
-- what was answered lately, with a picture
CREATE INDEX complaint_answered ON complaint (city_id, last_answer_at DESC) WHERE shown AND last_answer_at IS NOT NULL;

-- Nothing overwrites or removes history. Erasing a person's text nulls payload and salt, which the hash
-- chain allows for (it covers a salted digest), and needs the session to say so.
CREATE FUNCTION activity_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_setting('ashyq.erase', true) = 'on'
     AND NEW.payload IS NULL AND NEW.salt IS NULL
     AND (NEW.complaint_id, NEW.seq, NEW.kind, NEW.at, NEW.actor_kind, NEW.public, NEW.hash)
       = (OLD.complaint_id, OLD.seq, OLD.kind, OLD.at, OLD.actor_kind, OLD.public, OLD.hash) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'activity is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER activity_append_only BEFORE UPDATE OR DELETE ON activity
  FOR EACH ROW EXECUTE FUNCTION activity_is_append_only();
CREATE TRIGGER activity_no_truncate BEFORE TRUNCATE ON activity
  FOR EACH STATEMENT EXECUTE FUNCTION activity_is_append_only();
