-- In their place stand complaint_open_street_kind and complaint_open_street_kind_alone; an older portal looks into those, too.
DROP INDEX complaint_open_street_alone;
DROP INDEX complaint_open_street;
