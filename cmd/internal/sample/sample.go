// Package sample makes people and call letters that look real and belong to no one: for the demo,
// for rehearsals and for tests. The same municipality, seed and day give the same people and the
// same letters, and a smaller count gives the first of a larger one.
//
// Everybody's national number is one that the register never gives out (model.DemoINSZ). Names and
// streets are common Flemish ones put together at random; polling stations are made up. Start
// reading at Letters.
package sample

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"burgerbode/graph/model"
)

// MaxPeople is how many people one municipality can have here: demo numbers of voters are few.
const MaxPeople = 40_000

// Seed gives the people that the demo and the examples share.
const Seed = 1

// DemoCitizen is the number of An Peeters of Mechelen, the first of the People of that city.
const DemoCitizen = "85010100016"

// mechelen is An's city.
const mechelen = "12025"

// Person is somebody who does not exist.
type Person struct {
	Number      model.INSZ
	First, Last string
	Street      string // with house number
	Town        model.Municipality
	Voter       int // on the list of voters of the town, from 1
}

// Name is the first name, then the family name.
func (p Person) Name() string { return p.First + " " + p.Last }

// Address is street, postcode and town.
func (p Person) Address() string {
	return fmt.Sprintf("%s, %s %s", p.Street, p.Town.Postcode, p.Town.Name)
}

// People makes count inhabitants of a municipality, all of them old enough to vote. The error says
// that there is no such municipality, or that there are not so many numbers.
func People(nis string, count int, seed uint64) ([]Person, error) {
	town, err := check(nis, count)
	if err != nil {
		return nil, err
	}
	return draw(town, count, seed)
}

// check finds the municipality and says whether it can have so many people.
func check(nis string, count int) (model.Municipality, error) {
	town, ok := model.CurrentMunicipality(nis)
	if !ok {
		return model.Municipality{}, fmt.Errorf("no municipality of Flanders has the NIS code %q", nis)
	}
	if count < 0 || count > MaxPeople {
		return model.Municipality{}, fmt.Errorf("%d people: there are demo numbers for 0 to %d of one municipality", count, MaxPeople)
	}
	return town, nil
}

// draw draws count people; some more than MaxPeople are possible.
func draw(town model.Municipality, count int, seed uint64) ([]Person, error) {
	code, err := strconv.ParseUint(string(town.NIS), 10, 64)
	if err != nil {
		return nil, fmt.Errorf("read the NIS code: %w", err)
	}
	random := rand.New(rand.NewPCG(seed, code)) //nolint:gosec // a reproducible choice, not a secret
	an, err := model.ParseINSZ(DemoCitizen)
	if err != nil {
		return nil, fmt.Errorf("the demo citizen's number: %w", err)
	}
	taken := map[model.INSZ]bool{an: true}
	people := make([]Person, 0, count)
	for len(people) < count {
		if len(people) == 0 && town.NIS == mechelen {
			people = append(people, Person{Number: an, First: "An", Last: "Peeters", Street: "Bruul 12", Town: town, Voter: 4187})
			continue
		}
		number, woman, err := drawNumber(random)
		if err != nil {
			return nil, err
		}
		if taken[number] {
			continue
		}
		taken[number] = true
		people = append(people, Person{
			Number: number, First: firstName(random, woman), Last: pick(random, familyNames()),
			Street: fmt.Sprintf("%s %d", pick(random, streets()), 1+random.IntN(180)), Town: town, Voter: 10_000 + len(people),
		})
	}
	return people, nil
}

// drawNumber draws a birthday from 1930 to 2006 and one of its two demo numbers. As in the
// register, women have even serials and men odd ones.
func drawNumber(random *rand.Rand) (number model.INSZ, woman bool, err error) {
	first := time.Date(1930, 1, 1, 0, 0, 0, 0, time.UTC)
	last := time.Date(2006, 12, 31, 0, 0, 0, 0, time.UTC)
	born := first.AddDate(0, 0, random.IntN(int(last.Sub(first).Hours()/24)+1))
	serial := 999 * random.IntN(2)
	number, err = model.DemoINSZ(born.Year(), int(born.Month()), born.Day(), serial)
	return number, serial == 0, err
}

func firstName(random *rand.Rand, woman bool) string {
	if woman {
		return pick(random, womensNames())
	}
	return pick(random, mensNames())
}

func pick[E any](random *rand.Rand, from []E) E { return from[random.IntN(len(from))] }

func womensNames() []string {
	return strings.Fields(`Anna Maria Els Greet Hilde Ingrid Katrien Leen Lieve Martine Nadine Rita Sabine Veerle
		Annelies Barbara Bieke Charlotte Delphine Eline Emma Evelien Fatima Femke Hanne Ilse Inge Jana Jolien
		Julie Karen Karolien Kim Laura Lies Lisa Lore Lotte Louise Maaike Marie Marleen Mieke Nele Nathalie
		Noor Sara Sarah Silke Sofie Stefanie Tine Tinne Valerie Yasmina Amina Zeynep Elif Agnieszka Ioana
		Godelieve Jeannine Monique Paula Simonne Yvonne Christiane Linda Carine Ann Kristel Ellen Joke`)
}

func mensNames() []string {
	return strings.Fields(`Jan Luc Marc Dirk Johan Koen Peter Geert Kris Bart Tom Wim Stijn Pieter Jeroen Steven
		Filip Frank Guido Hugo Ivo Jef Jos Karel Kurt Lander Lars Lieven Lucas Maarten Mathias Michiel Milan
		Nicolas Noah Patrick Paul Philippe Raf Robbe Roel Ruben Rudi Sander Senne Simon Stefan Sven Thijs Thomas
		Tim Tuur Victor Vincent Willem Wout Yves Arne Bram Daan Dries Elias Mohamed Ahmed Mehmet Piotr Andrei
		Roger Willy Etienne Walter Herman Eddy Danny Gunther`)
}

func familyNames() []string {
	return strings.Split("Peeters,Janssens,Maes,Jacobs,Mertens,Willems,Claes,Goossens,Wouters,De Smet,Dubois,Lambert,"+
		"Martens,Hermans,Vermeulen,Aerts,De Clercq,Pauwels,Michiels,Desmet,Van Damme,Claeys,Smets,Hendrickx,"+
		"Van den Broeck,De Backer,Verhoeven,Coppens,Lemmens,Segers,Verstraete,Bogaerts,Stevens,Van Dyck,Cools,"+
		"De Vos,Declercq,Baert,Lauwers,Thijs,Van de Velde,Verbeke,Martin,De Wilde,Moens,Timmermans,Wuyts,"+
		"Van Hoof,Nijs,Bauwens,Geerts,Cornelis,Verlinden,Vandenberghe,Deprez,Deceuninck,Vanhoutte,Casier,"+
		"Vercruysse,Lievens,Dewulf,Bruyneel,Ceulemans,Van Loon,Nys,Roels,Yilmaz,El Amrani,Benali,Kaya,"+
		"Kowalski,Popescu,Nguyen,De Bruyn,Van Camp,Verheyen,Schepers,Knockaert,Vandewalle,Haesaert", ",")
}

func streets() []string {
	return strings.Split("Kerkstraat,Stationsstraat,Molenstraat,Schoolstraat,Dorpsstraat,Nieuwstraat,Veldstraat,"+
		"Kapelstraat,Hoogstraat,Kasteelstraat,Beekstraat,Lindestraat,Eikenlaan,Beukenlaan,Berkendreef,Acacialaan,"+
		"Populierenlaan,Zandstraat,Heidestraat,Broekstraat,Bosstraat,Groenstraat,Parklaan,Vaartstraat,Brugstraat,"+
		"Leeuwerikstraat,Merelstraat,Zwaluwstraat,Rozenstraat,Tulpenstraat,Meiboomstraat,Sint-Jansstraat,"+
		"Sint-Martinusplein,Guido Gezellestraat,Hendrik Consciencestraat,Albertlaan,Gasthuisstraat,Begijnenstraat,"+
		"Vlasstraat,Weverstraat,Ambachtstraat,Industrielaan,Watermolenstraat,Kouterstraat,Meersstraat", ",")
}
