"""From a spreadsheet to a Plan: author -> XForm -> Plan, offline. The serving process reads only `plan`."""
