-- DropForeignKey
ALTER TABLE "complaint" DROP CONSTRAINT "complaint_category_id_fkey";

-- DropForeignKey
ALTER TABLE "complaint" DROP CONSTRAINT "complaint_district_id_fkey";

-- DropForeignKey
ALTER TABLE "complaint" DROP CONSTRAINT "complaint_merged_into_id_fkey";

-- DropForeignKey
ALTER TABLE "complaint" DROP CONSTRAINT "complaint_office_id_fkey";

-- DropForeignKey
ALTER TABLE "complaint" DROP CONSTRAINT "complaint_routing_rule_id_fkey";

-- DropForeignKey
ALTER TABLE "office" DROP CONSTRAINT "office_parent_id_fkey";

-- DropForeignKey
ALTER TABLE "office" DROP CONSTRAINT "office_successor_id_fkey";

-- DropForeignKey
ALTER TABLE "photo" DROP CONSTRAINT "photo_complaint_id_fkey";

-- DropForeignKey
ALTER TABLE "photo" DROP CONSTRAINT "photo_draft_id_fkey";

-- DropForeignKey
ALTER TABLE "routing_rule" DROP CONSTRAINT "routing_rule_category_id_fkey";

-- DropForeignKey
ALTER TABLE "routing_rule" DROP CONSTRAINT "routing_rule_district_id_fkey";

-- DropForeignKey
ALTER TABLE "staff_role" DROP CONSTRAINT "staff_role_office_id_fkey";

-- DropForeignKey
ALTER TABLE "staff_session" DROP CONSTRAINT "staff_session_staff_id_fkey";

-- AddForeignKey
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_district_id_fkey" FOREIGN KEY ("district_id") REFERENCES "district"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_routing_rule_id_fkey" FOREIGN KEY ("routing_rule_id") REFERENCES "routing_rule"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "photo" ADD CONSTRAINT "photo_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "photo" ADD CONSTRAINT "photo_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "draft"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office" ADD CONSTRAINT "office_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office" ADD CONSTRAINT "office_successor_id_fkey" FOREIGN KEY ("successor_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routing_rule" ADD CONSTRAINT "routing_rule_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routing_rule" ADD CONSTRAINT "routing_rule_district_id_fkey" FOREIGN KEY ("district_id") REFERENCES "district"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language cannot say follows.

-- A role of an office without its office would be the same role in the whole city (accounts/roles.ts).
ALTER TABLE staff_role ADD CONSTRAINT staff_role_place CHECK ((role IN ('executor', 'head')) = (office_id IS NOT NULL));

-- Whoever may erase a person's words may change nothing else, neither who wrote them nor what the chain stands on.
CREATE OR REPLACE FUNCTION activity_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_setting('ashyq.erase', true) = 'on'
     AND NEW.payload IS NULL AND NEW.salt IS NULL
     AND to_jsonb(NEW) - '{payload,salt}'::text[] = to_jsonb(OLD) - '{payload,salt}'::text[] THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'activity is append-only' USING ERRCODE = 'restrict_violation';
END $$;
