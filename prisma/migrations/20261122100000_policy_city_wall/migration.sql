-- The second wall of a city (docs/decisions/0018): a transaction of a member of staff names the cities in which this
-- person may write (set_config 'ashyq.staff_cities', local), and no row of another city is added, changed or removed in
-- it. Triggers, because the role of the portal owns the tables or is a superuser, whom row-level security lets pass.
-- A transaction that names nobody (residents, jobs, commands) only pays for one comparison a row.
-- CREATE TRIGGER takes SHARE ROW EXCLUSIVE for a moment; nothing is read or rewritten.

CREATE FUNCTION staff_city_refused(city int, place text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF city IS NOT NULL AND NOT city = ANY (current_setting('ashyq.staff_cities')::int[]) THEN
    RAISE EXCEPTION 'this member of staff may not write in city %: %', city, place
      USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;

-- Tables with a column city_id
CREATE FUNCTION staff_city_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM staff_city_refused(OLD.city_id, TG_TABLE_NAME); END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  PERFORM staff_city_refused(NEW.city_id, TG_TABLE_NAME);
  RETURN NEW;
END $$;

-- Tables that belong to a complaint. What belongs to none yet, such as the picture of a draft, is nobody's
CREATE FUNCTION staff_complaint_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM staff_city_refused((SELECT city_id FROM complaint WHERE id = OLD.complaint_id), TG_TABLE_NAME);
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  PERFORM staff_city_refused((SELECT city_id FROM complaint WHERE id = NEW.complaint_id), TG_TABLE_NAME);
  RETURN NEW;
END $$;

-- The city itself
CREATE FUNCTION staff_own_city_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM staff_city_refused(coalesce(OLD.id, NEW.id), TG_TABLE_NAME);
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;

DO $$
DECLARE
  named text;
  walls constant jsonb := '{
    "staff_city_wall": ["complaint", "office", "category", "routing_rule", "district", "street", "city_notice",
      "setting_change", "planned_change", "term_recount", "answer_template", "answer_sample", "abuse_report",
      "operator_talk", "consultation", "call_back", "staff_role"],
    "staff_complaint_wall": ["activity", "custody", "answer", "photo", "complaint_contact", "complaint_helper",
      "original_words", "staff_look", "answer_draft"],
    "staff_own_city_wall": ["city"]}';
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
